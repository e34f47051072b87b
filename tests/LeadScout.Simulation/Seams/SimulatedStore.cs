using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Patterns;
using LeadScout.Questions;
using LeadScout.Simulation.Scheduling;
using LeadScout.Simulation.Worlds;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;

namespace LeadScout.Simulation.Seams;

/// <summary>
/// The store as a process sees it: what it asks for happens a little later, in another order than it asked, or not at all. A write may fail
/// with nothing done, or with nobody knowing whether it was done; a process that is killed may have written what it was about to.
/// </summary>
internal sealed class SimulatedStore(World world, SimulatedProcess process) : IStore
{
    public TextKeys Keys => world.Store.Store.Keys;

    /// <summary>What it is all done by; there once the process has come to its first event.</summary>
    private IStore Inner { get; set; } = world.Store.Store;

    public Task<Job?> FindAsync(JobId id, CancellationToken cancellation = default) => Read("find", () => Inner.FindAsync(id, default), cancellation);

    public Task<ImmutableArray<Job>> ListAsync(CancellationToken cancellation = default) => Read("list", () => Inner.ListAsync(default), cancellation);

    public Task<long> LeaseAsync(JobId id, CancellationToken cancellationToken = default) => Write(
        "lease",
        async () =>
        {
            var epoch = await Inner.LeaseAsync(id, default);
            world.Watch.Leased(id, epoch);
            return epoch;
        },
        cancellationToken,
        unheard: epoch => Inner.EndLeaseAsync(id, epoch)); // as stores do: a lease whose taker never heard of it is free

    public Task EndLeaseAsync(JobId id, long epoch) => Write("end lease", () => Done(Inner.EndLeaseAsync(id, epoch)), default);

    public Task SaveAsync(Job job, CancellationToken cancellation = default) => Write(
        $"save {job.State}", () => Done(Inner.SaveAsync(job, default), () => world.Watch.Saved(job)), cancellation);

    public Task SaveAsync(Job job, IReadOnlyCollection<AppliedPattern> applied, CancellationToken cancellation = default) => Write(
        $"save {job.State}", () => Done(Inner.SaveAsync(job, applied, default), () => world.Watch.Saved(job)), cancellation);

    public Task DeleteAsync(JobId id, CancellationToken cancellation = default) => Write("delete", () => Done(Inner.DeleteAsync(id, default)), cancellation);

    public Task ConfirmAsync(Job job, ImmutableArray<LedgerLine> ledger) => Read("confirm", () => Done(Inner.ConfirmAsync(job, ledger)), default);

    public Task<long> BeginAsync(CallIntent intent, CancellationToken cancellation = default) => Write(
        $"begin batch {intent.Batch} try {intent.Attempt} of {intent.Texts.Length}",
        async () =>
        {
            var call = await Inner.BeginAsync(intent, default);
            world.Watch.Began(call, intent, process.Name);
            return call;
        },
        cancellation);

    public Task CommitAsync(CallEnd ended) => Write(
        $"commit call {ended.Call} with {ended.Answers.Length}", () => Done(Inner.CommitAsync(ended), () => world.Watch.Committed(ended)), default);

    public Task<int> SettleAsync(JobId id, CancellationToken cancellation = default) => Write("settle", () => Inner.SettleAsync(id, default), cancellation);

    public Task<Settlement> ReleaseAsync(JobId id, string by, DateTimeOffset at, CancellationToken cancellation = default) =>
        Write("release", () => Inner.ReleaseAsync(id, by, at, default), cancellation);

    public Task<ImmutableArray<Settlement>> SettlementsAsync(JobId id, CancellationToken cancellation = default) =>
        Read("settlements", () => Inner.SettlementsAsync(id, default), cancellation);

    public Task<ImmutableArray<LedgerLine>> CallsAsync(JobId id, CancellationToken cancellation = default) =>
        Read("calls", () => Inner.CallsAsync(id, default), cancellation);

    public Task<ThinkingRecord> ThinkingAsync(string teacher, CancellationToken cancellation = default) =>
        Read("thinking", () => Inner.ThinkingAsync(teacher, default), cancellation);

    public Task<ImmutableArray<FailedText>> FailuresAsync(JobId id, CancellationToken cancellation = default) =>
        Read("failures", () => Inner.FailuresAsync(id, default), cancellation);

    public async IAsyncEnumerable<Answer> ReadAsync(
        QuestionVersion question, string teacher, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        foreach (var answer in await Read("answers", () => ListOf(Inner.ReadAsync(question, teacher)), cancellation))
        {
            yield return answer;
        }
    }

    public async IAsyncEnumerable<Answer> ReadAllAsync(
        QuestionVersion? question = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        foreach (var answer in await Read("all answers", () => ListOf(Inner.ReadAllAsync(question)), cancellation))
        {
            yield return answer;
        }
    }

    public Task AppendAsync(IReadOnlyList<Answer> answers, CancellationToken cancellation = default) =>
        Write("append", () => Done(Inner.AppendAsync(answers, default)), cancellation);

    public Task AppendAsync(PatternVerdict verdict, CancellationToken cancellation = default) =>
        Write("verdict", () => Done(Inner.AppendAsync(verdict, default)), cancellation);

    public Task<ImmutableArray<Answer>> FindAsync(QuestionVersion question, TextKey key, CancellationToken cancellation = default) =>
        Read("find answers", () => Inner.FindAsync(question, key, default), cancellation);

    public Task<ImmutableArray<Merge>> MergeAsync(IReadOnlyList<Answer> answers, CancellationToken cancellation = default) =>
        Write("merge", () => Inner.MergeAsync(answers, default), cancellation);

    public Task RetractAsync(long position, Retraction retraction, CancellationToken cancellation = default) =>
        Write("retract", () => Done(Inner.RetractAsync(position, retraction, default)), cancellation);

    public Task<Forgotten> ForgetAsync(Forgetting what, CancellationToken cancellation = default) =>
        Write("forget", () => ForgottenAsync(what), cancellation);

    public Task<long> LogPositionAsync(CancellationToken cancellation = default) => Read("position", () => Inner.LogPositionAsync(default), cancellation);

    public Task<ImmutableArray<PatternVerdict>> VerdictsAsync(QuestionVersion question, CancellationToken cancellation = default) =>
        Read("verdicts", () => Inner.VerdictsAsync(question, default), cancellation);

    public Task<ImmutableArray<AppliedPattern>> AppliedAsync(
        QuestionVersion question, string? teacher = null, CancellationToken cancellation = default) =>
        Read("applied", () => Inner.AppliedAsync(question, teacher, default), cancellation);

    public Task<IReadOnlyList<ReadOnlyMemory<Half>>> VectorsAsync(
        string model, IReadOnlyList<TextKey> keys, CancellationToken cancellationToken = default) =>
        Read("vectors", () => Inner.VectorsAsync(model, keys, default), cancellationToken);

    public Task KeepVectorsAsync(
        string model, IReadOnlyList<KeyValuePair<TextKey, ReadOnlyMemory<Half>>> vectors, DateTimeOffset at,
        CancellationToken cancellationToken = default) =>
        Write("keep vectors", () => Done(Inner.KeepVectorsAsync(model, vectors, at, default)), cancellationToken);

    public Task<IReadOnlyList<string>> VectorModelsAsync(TextKey key, CancellationToken cancellationToken = default) =>
        Read("vector models", () => Inner.VectorModelsAsync(key, default), cancellationToken);

    private async Task<Forgotten> ForgottenAsync(Forgetting what)
    {
        var forgotten = await Inner.ForgetAsync(what, default);
        await world.Watch.ForgottenAsync(Inner);
        return forgotten;
    }

    private Task<T> Read<T>(string what, Func<Task<T>> work, CancellationToken cancellation) => Later(what, false, work, cancellation);

    private Task<T> Write<T>(string what, Func<Task<T>> work, CancellationToken cancellation, Func<T, Task>? unheard = null) =>
        Later(what, true, work, cancellation, unheard);

    private Task<T> Later<T>(string what, bool writes, Func<Task<T>> work, CancellationToken cancellation, Func<T, Task>? unheard = null)
    {
        if (!process.IsAlive)
        {
            return SimulatedProcess.Never<T>();
        }

        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellation);
        }

        var done = new TaskCompletionSource<T>();
        world.Simulator.Post(Delay(), $"{process.Name} {what}", () => HappenAsync(what, writes, work, done, unheard));
        return done.Task;
    }

    private long Delay() => world.Simulator.Random.Next(10) switch
    {
        < 6 => 0,
        < 9 => world.Simulator.Random.Next((int)(20 * TimeSpan.TicksPerMillisecond)),
        _ => world.Simulator.Random.Next((int)(5 * TimeSpan.TicksPerSecond)),
    };

    private async Task HappenAsync<T>(string what, bool writes, Func<Task<T>> work, TaskCompletionSource<T> done, Func<T, Task>? unheard)
    {
        Inner = await world.StoreOfAsync(process);
        var wasAlive = process.IsAlive;
        if (!process.Live())
        {
            await OfTheDeadAsync(what, writes, wasAlive, work);
            return;
        }

        var fault = world.IsTroubled && world.Simulator.Chance(world.Troubles.OfStore)
            ? writes ? world.Simulator.Chance(500) ? FaultKind.StoreWriteFailed : FaultKind.StoreWriteOfUnknownFate : FaultKind.StoreReadFailed
            : (FaultKind?)null;
        if (fault is { } kind)
        {
            world.Faults.Add(kind);
            world.Simulator.Trace.Add(world.Simulator.Now, $"{process.Name} {kind} at {what}");
            if (kind == FaultKind.StoreWriteOfUnknownFate && world.Simulator.Chance(700))
            {
                await AttemptAsync(unheard is null ? work : async () =>
                {
                    var result = await work();
                    await unheard(result);
                    return result;
                });
            }

            done.TrySetException(new BadInputException("The store could not be reached."));
            return;
        }

        try
        {
            Tell(what, done, await work());
        }
        catch (Exception e) when (e is not Checks.Violation)
        {
            done.TrySetException(e);
        }
    }

    /// <summary>What is done, is done; the process hears of it at once, or later.</summary>
    private void Tell<T>(string what, TaskCompletionSource<T> done, T result)
    {
        if (!(world.IsTroubled && world.Troubles.NewsIsSlow && world.Simulator.Chance(300)))
        {
            done.TrySetResult(result);
            return;
        }

        world.Simulator.Post(Delay(), $"{process.Name} hears of {what}", () =>
        {
            if (process.Live())
            {
                done.TrySetResult(result);
            }

            return Task.CompletedTask;
        });
    }

    /// <summary>What a process was about to write when it was killed may be written, and that of one that was killed before, too.</summary>
    private async Task OfTheDeadAsync<T>(string what, bool writes, bool diesNow, Func<Task<T>> work)
    {
        if (!writes || !(diesNow || world.LateWrites) || !world.Simulator.Chance(500))
        {
            return;
        }

        world.Simulator.Trace.Add(world.Simulator.Now, $"{process.Name} is dead, and its {what} is done");
        await AttemptAsync(work);
        if (diesNow && what.StartsWith("commit", StringComparison.Ordinal))
        {
            world.Faults.Add(FaultKind.KilledInACommit);
        }
    }

    private static async Task AttemptAsync<T>(Func<Task<T>> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (e is BadInputException or InvalidOperationException)
        {
            // Refused: nobody is told.
        }
    }

    private static async Task<int> Done(Task work, Action? then = null)
    {
        await work;
        then?.Invoke();
        return 0;
    }

    private static async Task<List<Answer>> ListOf(IAsyncEnumerable<Answer> answers)
    {
        var list = new List<Answer>();
        await foreach (var answer in answers)
        {
            list.Add(answer);
        }

        return list;
    }
}
