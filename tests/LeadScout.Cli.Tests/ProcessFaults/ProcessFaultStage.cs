using System.Diagnostics;
using LeadScout.Cli.Tests.Traces;
using LeadScout.StandIn;

namespace LeadScout.Cli.Tests.ProcessFaults;

/// <summary>What runs have in common: the job, and what it comes to where nobody disturbs it, which is learnt when it is first needed.</summary>
/// <param name="options">The job.</param>
/// <param name="latency">How long the LLM takes.</param>
/// <param name="syscalls">How many system calls of a name a thread makes, for faults to be drawn from; null to count them.</param>
internal sealed class ProcessFaultStage(DriverOptions options, TimeSpan latency, IReadOnlyDictionary<string, int>? syscalls = null)
{
    private readonly Dictionary<int, UndisturbedJob> _references = [];
    private readonly Dictionary<bool, IReadOnlyDictionary<string, int>> _calls = [];

    public StandInOptions Teacher { get; } = new() { Answers = TitleList.Invented.Answers, Latency = latency };

    public int MostInFlight => options.Concurrency;

    public IJobDriver DriverOf(bool serves, StandInServer teacher, int maxErrorPercent)
    {
        var job = options with { MaxErrorPercent = maxErrorPercent };
        return serves ? new ServeDriver(job, teacher.Url) : new ClassifyDriver(job, teacher.Url);
    }

    /// <summary>The job undisturbed, by the command line. The server is held to the same bytes and the same asks.</summary>
    public async Task<UndisturbedJob> ReferenceAsync(int maxErrorPercent)
    {
        if (!_references.TryGetValue(maxErrorPercent, out var reference))
        {
            await using var teacher = await StandInServer.StartAsync(Teacher);
            using var driver = DriverOf(serves: false, teacher, maxErrorPercent);
            var watch = Stopwatch.StartNew();
            var done = Done(await driver.TryAsync([]));
            var bill = new Undisturbed(BillCheck.AskedOf(teacher.Calls), teacher.Stats.InputTokens, teacher.Stats.OutputTokens);
            reference = _references[maxErrorPercent] = new UndisturbedJob(done.Output, bill, watch.Elapsed);
            if (await BillCheck.ProblemAsync(driver.Folder, done, teacher.Calls, bill, teacher.Stats) is { Length: > 0 } problem)
            {
                throw new InvalidOperationException($"Nobody disturbed it: {problem}.");
            }
        }

        return reference;
    }

    /// <summary>How many system calls a thread of such a process makes, by name.</summary>
    public async Task<IReadOnlyDictionary<string, int>> SyscallsAsync(bool serves)
    {
        if (syscalls is not null)
        {
            return syscalls;
        }

        if (!_calls.TryGetValue(serves, out var counts))
        {
            await using var teacher = await StandInServer.StartAsync(Teacher);
            using var driver = DriverOf(serves, teacher, maxErrorPercent: 5);
            var log = driver.Folder["strace.log"];
            Done(await driver.TryAsync(SyscallFault.Counting(log)));
            counts = _calls[serves] = SyscallFault.Counted(log);
        }

        return counts;
    }

    private static Attempt Done(Attempt attempt) =>
        attempt.IsDone ? attempt : throw new InvalidOperationException($"Nobody disturbed it: {attempt.Said}");
}

/// <summary>What the job comes to where nobody disturbs it.</summary>
/// <param name="Output">The result.</param>
/// <param name="Bill">What is asked and paid.</param>
/// <param name="Duration">How long it took.</param>
internal sealed record UndisturbedJob(byte[] Output, Undisturbed Bill, TimeSpan Duration);
