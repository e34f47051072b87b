using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Server.Access;
using LeadScout.Stores;
using LeadScout.Teaching;

namespace LeadScout.Server.Jobs;

/// <summary>Who pays for a job: what it has cost stays on the key that it was begun with, or that key's limit would be worth nothing.</summary>
internal sealed partial class JobService
{
    /// <summary>
    /// The job on the key that has paid for it so far. Whoever comes with another key may have a job that is done, and nothing asked; a person
    /// without a key may go on with any.
    /// </summary>
    /// <exception cref="RefusedException">It would ask at the cost of another key.</exception>
    private async Task<SubmittedJob> PaidForAsync(SubmittedJob given, Caller caller, CancellationToken cancellation)
    {
        if (PaidBefore(given) is not { } kept)
        {
            return given;
        }

        return caller.KeyId is null || (!given.RetryFailed && await IsDoneAsync(given.Id, cancellation))
            ? given with { Key = kept.Key, By = kept.By }
            : throw OfAnotherKey(given.Id);
    }

    /// <summary>The job as it is kept, where another key that is still good has paid for it; null where nobody has, or this one.</summary>
    private SubmittedJob? PaidBefore(SubmittedJob given) =>
        workspace.Service.FindJob(given.Id) is { Key: { } payer } kept && payer != given.Key && keys.IsGood(payer)
        && workspace.Service.SpentOnJob(given.Id) > Money.Zero
            ? kept
            : null;

    private async Task<bool> IsDoneAsync(JobId id, CancellationToken cancellation) =>
        await workspace.ReadAsync(store => store.FindAsync(id, cancellation)) is { State: JobState.Done };

    private static RefusedException OfAnotherKey(JobId id) => new(
        "job-of-another-key",
        409,
        $"Nothing was asked: the job {id} was begun with another key, and what it has cost is on that key. It goes on with that one.");
}
