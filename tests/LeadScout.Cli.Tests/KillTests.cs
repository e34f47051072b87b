using LeadScout.Cli.Tests.ProcessFaults;
using LeadScout.Cli.Tests.Traces;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>
/// A crash never loses or repeats a committed answer; at most the calls in flight can be billed twice, and the ledger lists them. These are some
/// seeds over a short list; bench/LeadScout.Kills tries as many as are wanted, over a longer one.
/// </summary>
public sealed class KillTests
{
    private const int Seed = 20_055;

    // What every such process makes, of which a fault is likely to hit it. Not counted, as the bench does: that takes two more processes.
    private static readonly Dictionary<string, int> Syscalls = new(StringComparer.Ordinal)
    {
        ["pwrite64"] = 60,
        ["fsync"] = 6,
        ["fdatasync"] = 12,
        ["pread64"] = 20,
        ["openat"] = 400,
        ["rename"] = 1,
        ["unlink"] = 1,
        ["sendmsg"] = 6,
        ["recvmsg"] = 6,
        ["write"] = 20,
    };

    // The job where nobody disturbs it is learnt once for all tests.
    private static readonly ProcessFaultStage Stage = new(new DriverOptions { Rows = 160, RowsPerCall = 5 }, TimeSpan.FromMilliseconds(5), Syscalls);

    [Fact]
    public async Task Killed_at_any_moment_and_resumed_it_ends_as_if_never_killed()
    {
        var runs = await RunsAsync(12, ProcessFaultKind.KillClassify, ProcessFaultKind.KillClassify, ProcessFaultKind.KillServe);

        Assert.All(runs, run => Assert.Equal("", run.Problem));

        // Of a kill that no reply comes before it is certain that it hits the job between its first and its last call.
        var midway = runs.FindAll(run => run.Fault.StartsWith("at call", StringComparison.Ordinal));
        Assert.All(midway, run => Assert.Equal((run.Fault, "midway"), (run.Fault, run.Reached)));
        Assert.Equal(2, midway.DistinctBy(run => run.Kind).Count());
    }

    [Fact]
    public async Task After_a_system_call_that_failed_it_goes_on_as_if_it_had_not()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "strace is Linux's.");

        var runs = await RunsAsync(8, ProcessFaultKind.FaultClassify, ProcessFaultKind.FaultClassify, ProcessFaultKind.FaultClassify, ProcessFaultKind.FaultServe);

        Assert.All(runs, run => Assert.Equal("", run.Problem));
        Assert.Contains(runs, run => run.Hits > 0);
        Assert.Equal(2, runs.DistinctBy(run => run.Kind).Count());
    }

    private static async Task<List<ProcessFaultResult>> RunsAsync(int count, params ProcessFaultKind[] kinds)
    {
        var runs = new List<ProcessFaultResult>();
        for (var seed = Seed; seed < Seed + count; seed++)
        {
            runs.Add(await new ProcessFaultRun(Stage, seed, kinds).RunAsync());
            TestContext.Current.SendDiagnosticMessage(runs[^1].Line);
        }

        return runs;
    }
}
