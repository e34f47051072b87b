using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Questions;

namespace LeadScout.StoreKit;

/// <summary>A store without a disk, for tests of what stands on a store, and the model that the real ones are held against.</summary>
public sealed class InMemoryStore : IJobStore, IAnswerLog
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, Job> _jobs = new(StringComparer.Ordinal);
    private readonly List<LedgerLine> _calls = [];
    private readonly List<Answer> _answers = [];
    private readonly List<(JobId Job, FailedText Text)> _failures = [];

    /// <inheritdoc/>
    public Task<Job?> FindAsync(JobId id, CancellationToken cancellation = default) =>
        Locked(() => _jobs.GetValueOrDefault(id.Value), cancellation);

    /// <inheritdoc/>
    public Task<ImmutableArray<Job>> ListAsync(CancellationToken cancellation = default) =>
        Locked(() => _jobs.Values.OrderByDescending(job => job.CreatedAt).ToImmutableArray(), cancellation);

    /// <inheritdoc/>
    public Task SaveAsync(Job job, CancellationToken cancellation = default) => Locked(() => _jobs[job.Id.Value] = job, cancellation);

    /// <inheritdoc/>
    public Task DeleteAsync(JobId id, CancellationToken cancellation = default) =>
        Locked(() => _jobs.Remove(id.Value) | _failures.RemoveAll(failure => failure.Job == id) > 0, cancellation);

    /// <inheritdoc/>
    public Task<long> LogPositionAsync(CancellationToken cancellation = default) => Locked(() => (long)_answers.Count, cancellation);

    /// <inheritdoc/>
    public Task<long> BeginAsync(CallIntent intent, CancellationToken cancellation = default) => Locked(
        () =>
        {
            long id = _calls.Count + 1;
            _calls.Add(new LedgerLine(id, intent, CallState.Open, default, null, null, null));
            return id;
        },
        cancellation);

    /// <inheritdoc/>
    public Task CommitAsync(CallEnd ended) => Locked(() => End(ended), CancellationToken.None);

    /// <inheritdoc/>
    public Task<int> SettleAsync(JobId id, CancellationToken cancellation = default) => Locked(
        () =>
        {
            var open = _calls.Where(call => call.Intent.Job == id && call.State == CallState.Open).ToList();
            open.ForEach(call => _calls[(int)call.Id - 1] = call with { State = CallState.Lost, Cost = call.Intent.Ceiling });
            return open.Count;
        },
        cancellation);

    /// <inheritdoc/>
    public Task<ImmutableArray<LedgerLine>> CallsAsync(JobId id, CancellationToken cancellation = default) =>
        Locked(() => _calls.Where(call => call.Intent.Job == id).ToImmutableArray(), cancellation);

    /// <inheritdoc/>
    public Task<ImmutableArray<FailedText>> FailuresAsync(JobId id, CancellationToken cancellation = default) =>
        Locked(() => _failures.Where(failure => failure.Job == id).Select(failure => failure.Text).ToImmutableArray(), cancellation);

    /// <inheritdoc/>
    public async IAsyncEnumerable<Answer> ReadAsync(
        QuestionVersion question, string teacher, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var matching = await Locked(
            () => _answers.Where(a => a.Question == question && (a.Source == AnswerSource.Person || a.By == teacher)).ToList(),
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

    private int End(CallEnd ended)
    {
        if (ended.State is not (CallState.Answered or CallState.Failed))
        {
            throw new ArgumentException($"A call ends answered or failed, not {ended.State}.", nameof(ended));
        }

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
        };
        if (call.Intent.Job is { } job)
        {
            foreach (var failure in ended.Failures)
            {
                _failures.RemoveAll(earlier => earlier.Job == job && earlier.Text.Question == failure.Question && earlier.Text.Key == failure.Key);
                _failures.Add((job, failure));
            }
        }

        return Append(ended.Answers.Select(answer => answer with { Call = ended.Call, Job = call.Intent.Job }));
    }

    private int Append(IEnumerable<Answer> answers)
    {
        foreach (var answer in answers)
        {
            _answers.Add(answer with { Position = _answers.Count + 1 });
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
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return Task.FromException<T>(e);
        }
    }
}
