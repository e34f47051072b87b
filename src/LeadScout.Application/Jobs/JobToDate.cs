using System.Collections.Immutable;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Teaching.Calls;

namespace LeadScout.Application.Jobs;

/// <summary>
/// A job with what its ledger says by now: a job that was killed, or is at work, has kept no report since. Rows, savings and certificate are
/// those of its last report.
/// </summary>
/// <param name="Job">The job, its report's bill as the ledger has it.</param>
/// <param name="Ledger">Its calls, at the prices given last.</param>
/// <param name="CallsSince">Calls that its report did not know of.</param>
public sealed record JobToDate(Job Job, ImmutableArray<LedgerLine> Ledger, int CallsSince)
{
    /// <summary>Reads what the job has come to.</summary>
    public static async Task<JobToDate> OfAsync(
        ICallJournal journal, Job job, Func<string, string?> environment, TimeProvider clock, CancellationToken cancellationToken)
    {
        var ledger = await JobLedger.OfAsync(journal, job, environment, clock, cancellationToken);
        var since = Math.Max(0, ledger.Length - (job.Report?.Calls ?? 0));
        return new(since == 0 && job.State == JobState.Done ? job : job with { Report = job.Report?.UpTo(ledger) }, ledger, since);
    }
}
