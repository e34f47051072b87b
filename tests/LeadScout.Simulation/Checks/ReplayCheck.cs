using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Simulation.Seams;
using LeadScout.Simulation.Worlds;

namespace LeadScout.Simulation.Checks;

/// <summary>A job that is done comes out again of its list and the log alone, at no cost.</summary>
internal sealed class ReplayCheck(World world, Launcher launcher)
{
    private const string Invariant = "the log alone brings the same state back";

    public async Task CheckAsync(Job job, JobRequest request, SimulatedList list)
    {
        var process = launcher.NewProcess();
        var again = new SimulatedList(list.Rows);
        var runner = launcher.RunnerIn(process);
        var calls = (await world.Store.Store.CallsAsync(job.Id)).Length;
        var teacher = launcher.TeacherFor(process, job.Id, Scenario.Teacher).Profile;
        var second = launcher.Second is { } name ? launcher.TeacherFor(process, job.Id, name).Profile : null;
        var recomputing = runner.RecomputeAsync(request, teacher, second, default);
        await world.Simulator.RunUntilAsync(() => recomputing.IsCompleted);
        var recomputed = (await recomputing)?.Report;
        if (recomputed is null && world.Faults.Has(FaultKind.TextsForgotten))
        {
            return; // and the log says so
        }

        Violation.Unless(recomputed is not null, Invariant, "The log does not hold all answers.");
        var (was, now) = (job.Report!, recomputed!);
        ReportCheck.Same(Shown(was), Shown(now), Invariant, "report");

        var writing = runner.WriteAgainAsync(request with { Input = again.FileOf(process, () => null) }, teacher, second, default);
        await world.Simulator.RunUntilAsync(() => writing.IsCompleted);
        Violation.Unless(await writing && again.Result is not null, Invariant, "The result could not be written again.");
        var differs = again.Result!.Zip(list.Result!).Count(pair => !pair.First.SequenceEqual(pair.Second));
        Violation.Unless(differs == 0, Invariant, $"{differs} rows of the result are others.");
        ReportCheck.Same(calls, (await world.Store.Store.CallsAsync(job.Id)).Length, Invariant, "calls");
    }

    private static string Shown(JobReport report) =>
        $"{string.Join(' ', report.RowsBySource)} {string.Join(' ', report.UndecidedRows)} {report.DistinctTexts} {report.AskedTexts} "
        + $"{report.Calls} {report.Cost} {report.PossiblyBilled} {report.HelpfulPatterns} {report.Certificate}";
}
