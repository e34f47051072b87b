using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Patterns;
using LeadScout.Questions;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;

namespace LeadScout.StoreKit;

/// <summary>A store without a disk, for tests of what stands on a store, and the model that the real ones are held against.</summary>
public sealed class InMemoryStore : IStore
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, Job> _jobs = new(StringComparer.Ordinal);
    private readonly List<LedgerLine> _calls = [];
    private readonly Dictionary<long, long> _thinking = []; // by call: output tokens that were thoughts
    private readonly List<Answer> _answers = [];
    private readonly List<(JobId Job, Settlement Settlement)> _settlements = [];
    private readonly List<(JobId Job, FailedText Text)> _failures = [];
    private long _lastPosition;
    private ulong _lastForgotten;
    private readonly List<PatternVerdict> _verdicts = [];
    private readonly JobLeases _leases = new();
    private readonly List<AppliedPattern> _applied = [];
    private readonly List<(string Model, TextKey Key, DateTimeOffset At, ReadOnlyMemory<Half> Vector)> _vectors = [];

    /// <inheritdoc/>
    public Task<Job?> FindAsync(JobId id, CancellationToken cancellation = default) =>
        Locked(() => _jobs.GetValueOrDefault(id.Value), cancellation);

    /// <inheritdoc/>
    public Task<ImmutableArray<Job>> ListAsync(CancellationToken cancellation = default) =>
        Locked(() => _jobs.Values.OrderByDescending(job => job.CreatedAt).ToImmutableArray(), cancellation);

    /// <inheritdoc/>
    public Task<long> LeaseAsync(JobId id, CancellationToken cancellationToken = default) => Locked(
        () =>
        {
            var epoch = _leases.Take(id);
            Settle(id);
            return epoch;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task EndLeaseAsync(JobId id, long epoch) => Locked(
        () =>
        {
            _leases.End(id, epoch);
            return 0;
        },
        CancellationToken.None);

    /// <summary>Takes the job's runner for dead.</summary>
    public void Abandon(JobId id) => _leases.Abandon(id);

    /// <inheritdoc/>
    public Task SaveAsync(Job job, CancellationToken cancellation = default) => Locked(() => Save(job), cancellation);

    /// <inheritdoc/>
    public Task SaveAsync(Job job, IReadOnlyCollection<AppliedPattern> applied, CancellationToken cancellation = default) => Locked(
        () =>
        {
            if (applied.Any(pattern => pattern.Job != job.Id))
            {
                throw new ArgumentException($"A pattern was applied by another job than {job.Id}.", nameof(applied));
            }

            Save(job);
            _applied.RemoveAll(pattern => pattern.Job == job.Id);
            _applied.AddRange(applied);
            return job;
        },
        cancellation);

    /// <inheritdoc/>
    public Task<ImmutableArray<AppliedPattern>> AppliedAsync(
        QuestionVersion question, string? teacher = null, CancellationToken cancellation = default) =>
        Locked(
            () => _applied.Where(pattern => pattern.Question == question
                && (teacher is null || _jobs.GetValueOrDefault(pattern.Job.Value)?.Teacher == teacher)).ToImmutableArray(),
            cancellation);

    /// <inheritdoc/>
    public Task DeleteAsync(JobId id, CancellationToken cancellation = default) =>
        Locked(
            () => _jobs.Remove(id.Value) | _failures.RemoveAll(
                failure => failure.Job == id) + _applied.RemoveAll(pattern => pattern.Job == id) > 0,
            cancellation);

    /// <inheritdoc/>
    public Task<long> LogPositionAsync(CancellationToken cancellation = default) =>
        Locked(() => _answers is [.., var newest] ? newest.Position : 0, cancellation);

    /// <inheritdoc/>
    public Task<long> BeginAsync(CallIntent intent, CancellationToken cancellation = default) => Locked(
        () =>
        {
            if (intent is { Job: { } job, Epoch: { } epoch })
            {
                _leases.Require(job, epoch);
                _leases.Begin(_calls.Count + 1, job, epoch);
            }

            long id = _calls.Count + 1;
            _calls.Add(new LedgerLine(id, intent with { Epoch = null }, CallState.Open, default, null, null, null));
            return id;
        },
        cancellation);

    /// <inheritdoc/>
    public Task CommitAsync(CallEnd ended) => Locked(() => End(ended), CancellationToken.None);

    /// <inheritdoc/>
    public Task<int> SettleAsync(JobId id, CancellationToken cancellation = default) => Locked(() => Settle(id), cancellation);

    /// <inheritdoc/>
    public Task<Settlement> ReleaseAsync(JobId id, string by, DateTimeOffset at, CancellationToken cancellation = default) => Locked(
        () =>
        {
            var possibly = _calls.Where(
                call => call.Intent.Job == id && call is { State: not CallState.Open, Billing: Billing.PossiblyBilled, IsReleased: false }).ToList();
            possibly.ForEach(call => _calls[(int)call.Id - 1] = call with { IsReleased = true });
            var settlement = new Settlement(
                by, at, possibly.Count, possibly.Aggregate(Money.Zero, (sum, call) => sum + (call.Cost ?? Money.Zero)));
            if (possibly.Count > 0)
            {
                _settlements.Add((id, settlement));
            }

            return settlement;
        },
        cancellation);

    /// <inheritdoc/>
    public Task<ImmutableArray<Settlement>> SettlementsAsync(JobId id, CancellationToken cancellation = default) =>
        Locked(() => _settlements.Where(one => one.Job == id).Select(one => one.Settlement).ToImmutableArray(), cancellation);

    /// <inheritdoc/>
    public Task<ImmutableArray<LedgerLine>> CallsAsync(JobId id, CancellationToken cancellation = default) =>
        Locked(() => _calls.Where(call => call.Intent.Job == id).ToImmutableArray(), cancellation);

    /// <inheritdoc/>
    public Task<ThinkingRecord> ThinkingAsync(string teacher, CancellationToken cancellation = default) => Locked(
        () => _calls.Where(call => call.Intent.Teacher == teacher && call.State == CallState.Answered && _thinking.ContainsKey(call.Id))
            .TakeLast(500)
            .Aggregate(default(ThinkingRecord), (sum, call) => sum + ThinkingRecord.Of(call.Intent.Texts.Length, _thinking[call.Id])),
        cancellation);

    /// <inheritdoc/>
    public Task<ImmutableArray<FailedText>> FailuresAsync(JobId id, CancellationToken cancellation = default) =>
        Locked(() => _failures.Where(failure => failure.Job == id).Select(failure => failure.Text).ToImmutableArray(), cancellation);

    /// <inheritdoc/>
    public async IAsyncEnumerable<Answer> ReadAsync(
        QuestionVersion question, string teacher, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var matching = await Locked(
            () => _answers.Where(a => a.Question == question && a.Retracted is null && (a.Source == AnswerSource.Person || a.By == teacher))
                .ToList(),
            cancellation);
        foreach (var answer in matching)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return answer;
        }
    }

    /// <inheritdoc/>
    public Task AppendAsync(IReadOnlyList<Answer> answers, CancellationToken cancellation = default) => Locked(
        () =>
        {
            if (answers.Any(answer => answer.Call is not null))
            {
                throw new ArgumentException("An answer that a call paid for enters with its call.", nameof(answers));
            }

            return Append(answers);
        },
        cancellation);

    /// <inheritdoc/>
    public async IAsyncEnumerable<Answer> ReadAllAsync(
        QuestionVersion? question = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        foreach (var answer in await Locked(() => _answers.Where(a => question is null || a.Question == question).ToList(), cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return answer;
        }
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<Answer>> FindAsync(QuestionVersion question, TextKey key, CancellationToken cancellation = default) =>
        Locked(() => Find(question, key), cancellation);

    /// <inheritdoc/>
    public Task<ImmutableArray<Merge>> MergeAsync(IReadOnlyList<Answer> answers, CancellationToken cancellation = default) => Locked(
        () => answers.All(answer => answer.Call is null)
            ? answers.Select(Merged).ToImmutableArray()
            : throw new ArgumentException("An imported answer names no call of this log.", nameof(answers)),
        cancellation);

    /// <inheritdoc/>
    public Task RetractAsync(long position, Retraction retraction, CancellationToken cancellation = default) =>
        Locked(() => Retract(position, retraction), cancellation);

    /// <inheritdoc/>
    public Task<Forgotten> ForgetAsync(Forgetting what, CancellationToken cancellation = default) =>
        Locked(() => Forget(what), cancellation);

    private Job Save(Job job)
    {
        _leases.Require(job.Id, job.Epoch);
        return _jobs[job.Id.Value] = job with { Epoch = null };
    }

    private int Settle(JobId id)
    {
        var open = _calls.Where(call => call.Intent.Job == id && call.State == CallState.Open).ToList();
        open.ForEach(
            call => _calls[(int)call.Id - 1] = call with { State = CallState.Lost, Cost = call.Intent.Ceiling, Billing = Billing.PossiblyBilled });
        return open.Count;
    }

    private ImmutableArray<Answer> Find(QuestionVersion question, TextKey key) =>
        [.. _answers.Where(a => a.Question == question && a.Key == key)];

    private Merge Merged(Answer answer)
    {
        var merge = Merge.Judge(Find(answer.Question, answer.Key), answer);
        if (merge.Appends)
        {
            Append([answer]);
        }
        else if (merge.Outcome == MergeOutcome.TakenBack)
        {
            Retract(merge.Held!.Position, answer.Retracted!);
        }

        return merge;
    }

    private int Retract(long position, Retraction retraction)
    {
        var at = _answers.FindIndex(a => a.Position == position && a is { Source: AnswerSource.Person, Retracted: null });
        _answers[at >= 0 ? at : throw new InvalidOperationException($"Answer {position} can't be taken back.")] =
            _answers[at] with { Retracted = retraction };
        return at;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReadOnlyMemory<Half>>> VectorsAsync(
        string model, IReadOnlyList<TextKey> keys, CancellationToken cancellationToken = default) => Locked<IReadOnlyList<ReadOnlyMemory<Half>>>(
        () =>
        {
            var byKey = _vectors.Where(kept => kept.Model == model).ToDictionary(kept => kept.Key, kept => kept.Vector);
            return [.. keys.Select(key => byKey.GetValueOrDefault(key))];
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task KeepVectorsAsync(
        string model, IReadOnlyList<KeyValuePair<TextKey, ReadOnlyMemory<Half>>> vectors, DateTimeOffset at,
        CancellationToken cancellationToken = default) => Locked(() => Keep(model, vectors, at), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> VectorModelsAsync(TextKey key, CancellationToken cancellationToken = default) =>
        Locked<IReadOnlyList<string>>(
            () => [.. _vectors.AsEnumerable().Reverse().Where(kept => kept.Key == key).OrderByDescending(kept => kept.At).Select(kept => kept.Model)],
            cancellationToken);

    private Forgotten Forget(Forgetting what)
    {
        bool IsOld(DateTimeOffset at) => what.Before is not { } before || at < before;
        bool IsAsked(Answer a) => what.Question is null || a.Question == what.Question;
        var old = _answers.Where(a => what.Before is not null && IsOld(a.At) && IsAsked(a)).Select(a => a.Key);
        var unanswered = _calls.Where(call => what is { Before: not null, Question: null } && IsOld(call.Intent.At))
            .SelectMany(call => call.Intent.Texts).Where(key => key.Hash.Upper != 0 && _answers.All(a => a.Key != key));
        var gone = what.Keys.Concat(old).Concat(unanswered).ToHashSet();
        var answers = _answers.Where(a => gone.Contains(a.Key) && IsOld(a.At) && IsAsked(a)).ToList();
        _answers.RemoveAll(answers.Contains);
        bool IsLeft(TextKey key) => _answers.Any(a => a.Key == key);
        var numbers = gone.ToDictionary(key => key, _ => new TextKey(new Hash128(0, ++_lastForgotten)));
        var faults = _calls.Where(call => call.Intent.Texts.Any(gone.Contains)).Select(call => call.Fault).OfType<string>().ToHashSet();
        var asks = 0;
        for (var i = 0; i < _calls.Count; i++)
        {
            var (call, isTheirs) = (_calls[i], answers.Any(a => a.Call == _calls[i].Id));
            bool IsLeftHere(TextKey key) => _answers.Any(a => a.Key == key && a.Call == call.Id);
            bool IsErased(TextKey key) => gone.Contains(key) && ((isTheirs && !IsLeftHere(key)) || !IsLeft(key));
            asks += call.Intent.Texts.Count(IsErased);
            _calls[i] =
                call with { Fault = call.Intent.Texts.Any(gone.Contains) ? null : call.Fault, Intent = call.Intent with { Texts = [.. call.Intent.Texts.Select(key => IsErased(key) ? numbers[key] : key)] } };
        }

        var failures = _failures.RemoveAll(failure => gone.Contains(failure.Text.Key)
            && (!IsLeft(failure.Text.Key) || failure.Text.Question == what.Question));
        for (var i = 0; i < _failures.Count; i++)
        {
            _failures[i] = faults.Contains(_failures[i].Text.Reason)
                ? _failures[i] with { Text = _failures[i].Text with { Reason = "the reason went with a text that was forgotten" } }
                : _failures[i];
        }

        var vectors = _vectors.RemoveAll(kept => !IsLeft(kept.Key)
            && (gone.Contains(kept.Key) || (what is { Before: not null, Question: null } && IsOld(kept.At))));
        return new Forgotten(answers.Count, asks, failures) { Vectors = vectors };
    }

    /// <inheritdoc/>
    public Task AppendAsync(PatternVerdict verdict, CancellationToken cancellation = default) => Locked(
        () =>
        {
            _verdicts.Add(verdict with { Position = _verdicts.Count + 1 });
            return verdict;
        },
        cancellation);

    /// <inheritdoc/>
    public Task<ImmutableArray<PatternVerdict>> VerdictsAsync(QuestionVersion question, CancellationToken cancellation = default) =>
        Locked(() => _verdicts.Where(verdict => verdict.Question == question).ToImmutableArray(), cancellation);

    private int Keep(string model, IReadOnlyList<KeyValuePair<TextKey, ReadOnlyMemory<Half>>> vectors, DateTimeOffset at)
    {
        var there = _vectors.Where(kept => kept.Model == model).Select(kept => kept.Key).ToHashSet();
        _vectors.AddRange(vectors.Where(vector => there.Add(vector.Key)).Select(vector => (model, vector.Key, at, vector.Value)));
        return vectors.Count;
    }

    private int End(CallEnd ended)
    {
        if (ended.State is not (CallState.Answered or CallState.Failed))
        {
            throw new ArgumentException($"A call ends answered or failed, not {ended.State}.", nameof(ended));
        }

        _leases.End(ended.Call);
        if (ended.Call < 1 || ended.Call > _calls.Count || _calls[(int)ended.Call - 1] is not { State: CallState.Open } call)
        {
            throw new InvalidOperationException($"Call {ended.Call} is not open.");
        }

        _calls[(int)ended.Call - 1] = call with
        {
            State = ended.State,
            Usage = ended.Usage,
            Cost = ended.Cost,
            Fault = ended.Fault,
            EndedAt = ended.At,
            Billing = ended.Billing,
            Model = ended.Model,
        };
        if (ended.Vectors is { } vectors)
        {
            Keep(vectors.Model, vectors.ByText, ended.At);
        }

        if (ended.ThinkingTokens is { } thinking)
        {
            _thinking[ended.Call] = thinking;
        }

        if (call.Intent.Job is { } job)
        {
            foreach (var failure in ended.Failures)
            {
                _failures.RemoveAll(
                    earlier => earlier.Job == job && earlier.Text.Question == failure.Question && earlier.Text.Key == failure.Key);
                _failures.Add((job, failure));
            }
        }

        return Append(ended.Answers.Select(answer => answer with { Call = ended.Call, Job = call.Intent.Job }));
    }

    private int Append(IEnumerable<Answer> answers)
    {
        foreach (var answer in answers)
        {
            _answers.Add(answer with { Position = ++_lastPosition });
        }

        return _answers.Count;
    }

    private Task<T> Locked<T>(Func<T> work, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellation);
        }

        try
        {
            lock (_gate)
            {
                return Task.FromResult(work());
            }
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or BadInputException)
        {
            return Task.FromException<T>(e);
        }
    }
}
