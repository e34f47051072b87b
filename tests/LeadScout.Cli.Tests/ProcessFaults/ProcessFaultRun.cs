using System.Diagnostics;
using System.Text.Json;
using LeadScout.Cli.Tests.Traces;
using LeadScout.StandIn;

namespace LeadScout.Cli.Tests.ProcessFaults;

/// <summary>One job, one process that is killed or whose system calls fail, and another that goes on.</summary>
/// <param name="stage">The job.</param>
/// <param name="seed">Draws everything.</param>
/// <param name="kinds">What it draws from.</param>
internal sealed class ProcessFaultRun(ProcessFaultStage stage, int seed, params ProcessFaultKind[] kinds)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly Random _random = new(seed);

    public async Task<ProcessFaultResult> RunAsync()
    {
        var kind = kinds[_random.Next(kinds.Length)];
        var (serves, maxErrorPercent) = (kind is ProcessFaultKind.KillServe or ProcessFaultKind.FaultServe, _random.Next(2) == 0 ? 0 : 5);
        var reference = await stage.ReferenceAsync(maxErrorPercent);
        var moment = kind is ProcessFaultKind.KillClassify or ProcessFaultKind.KillServe
            ? KillMoment.Draw(_random, reference.Bill.Asked.Length, stage.MostInFlight, reference.Duration)
            : null;
        var fault = moment is null ? SyscallFault.Draw(_random, await stage.SyscallsAsync(serves)) : null;
        var kill = new Kill(moment);
        var watch = Stopwatch.StartNew();
        await using var teacher = await StandInServer.StartAsync(stage.Teacher with { Before = kill.BeforeReplyAsync });
        using var driver = stage.DriverOf(serves, teacher, maxErrorPercent);
        using var beside = new Folder();
        using var patience = new CancellationTokenSource(Patience);
        var log = beside["strace.log"];

        var (disturbed, problem) = await TriedAsync(driver, fault?.Wrapper(log) ?? [], kill.Begin, patience.Token);

        var asked = teacher.Stats.Calls;
        var found = disturbed.IsDone ? "done" : asked == 0 ? "before" : asked < reference.Bill.Asked.Length ? "midway" : "asked";
        problem = patience.IsCancellationRequested ? "it stood still"
            : problem.Length > 0 ? problem
            : disturbed.IsDone && !disturbed.Output.AsSpan().SequenceEqual(reference.Output) ? "it said that it was done, and had written something else"
            : "";
        var (done, unfit) = await TriedAsync(driver, [], _ => { }, CancellationToken.None);
        var (possibly, again) = done.IsDone ? await BillCheck.CountAsync(driver.Folder, done, teacher.Calls) : (0, 0);
        problem = problem.Length > 0 ? problem
            : unfit.Length > 0 ? unfit
            : !done.IsDone ? "it could not go on: " + done.Said.ReplaceLineEndings(" ").Replace('\t', ' ')
            : !done.Output.AsSpan().SequenceEqual(reference.Output) ? "other bytes"
            : possibly > stage.MostInFlight && moment is not null ? "more calls are possibly billed than can be in flight"
            : await BillCheck.ProblemAsync(driver.Folder, done, teacher.Calls, reference.Bill, teacher.Stats);
        return new ProcessFaultResult(
            seed, kind, maxErrorPercent, moment?.ToString() ?? fault!.ToString(), fault is not null ? SyscallFault.Hits(log) : disturbed.IsDone ? 0 : 1, found, possibly, again,
            watch.Elapsed.TotalSeconds, problem);
    }

    private static async Task<(Attempt Attempt, string Problem)> TriedAsync(IJobDriver driver, string[] wrapper, Action<Process> begun, CancellationToken patience)
    {
        try
        {
            return (await driver.TryAsync(wrapper, begun, patience), "");
        }
        catch (JsonException e)
        {
            return (new Attempt(false, e.Message), "it said that it was done, and its report is not whole");
        }
        catch (FileNotFoundException e)
        {
            return (new Attempt(false, e.Message), "it said that it was done, and there is no result");
        }
    }
}
