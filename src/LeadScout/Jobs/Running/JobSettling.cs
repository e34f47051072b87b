using LeadScout.Teaching;
using LeadScout.Teaching.Calls;

namespace LeadScout.Jobs.Running;

/// <summary>Releases what a job's possibly billed calls count for, once a person has looked at the provider's bill.</summary>
/// <param name="store">Where the job is kept.</param>
/// <param name="clock">The time.</param>
public sealed class JobSettling(IStore store, TimeProvider clock)
{
    /// <summary>
    /// Releases all that is possibly billed, and puts it on record. The job must not be at work: calls that are still open were cut off by
    /// a crash.
    /// </summary>
    /// <param name="job">The job.</param>
    /// <param name="by">Who says that nothing but the measured was charged.</param>
    /// <param name="cancellation">Ends it before anything is released.</param>
    public async Task<Settlement> SettleAsync(Job job, string by, CancellationToken cancellation)
    {
        await store.SettleAsync(job.Id, cancellation).ConfigureAwait(false);
        var settlement = await store.ReleaseAsync(job.Id, by, clock.GetUtcNow(), cancellation).ConfigureAwait(false);
        if (settlement.Calls > 0 && job.Report is { } report)
        {
            await store.SaveAsync(job with { Report = Released(report), UpdatedAt = settlement.At }, CancellationToken.None)
                .ConfigureAwait(false);
        }

        return settlement;
    }

    private static JobReport Released(JobReport report) => report with
    {
        Released = report.Released + (report.PossiblyBilled ?? Money.Zero),
        PossiblyBilled = Money.Zero,
        PossiblyBilledCalls = 0,
        Teachers = [.. report.Teachers.Select(bill => bill with { PossiblyBilled = Money.Zero })],
        Questions = [.. report.Questions.Select(question => question with { Report = Released(question.Report) })],
    };
}
