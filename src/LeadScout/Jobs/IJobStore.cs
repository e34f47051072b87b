using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Patterns;
using LeadScout.Questions;
using LeadScout.Teaching.Calls;

namespace LeadScout.Jobs;

/// <summary>
/// Keeps jobs. Every method is one transaction that is on disk when the task completes. A part of the store. Implementations are
/// thread-safe.
/// </summary>
public interface IJobStore
{
    /// <summary>The job of this id, or null.</summary>
    Task<Job?> FindAsync(JobId id, CancellationToken cancellation = default);

    /// <summary>All jobs, newest first; those of one moment by id.</summary>
    Task<ImmutableArray<Job>> ListAsync(CancellationToken cancellation = default);

    /// <summary>The same as lines of a list; a store that can reads no more than they show.</summary>
    async Task<ImmutableArray<JobLine>> LinesAsync(CancellationToken cancellationToken = default) =>
        [.. (await ListAsync(cancellationToken).ConfigureAwait(false)).Select(JobLine.Of)];

    /// <summary>
    /// Takes the job's lease for a runner, also before the job is on record, and marks the open calls of whoever had it before as lost: see
    /// <see cref="ICallJournal.SettleAsync"/>. From then on every write under an earlier epoch is refused, in its own transaction.
    /// </summary>
    /// <returns>The epoch: higher than any before it.</returns>
    /// <exception cref="JobHeldException">A runner that seems to be alive has it.</exception>
    Task<long> LeaseAsync(JobId id, CancellationToken cancellationToken = default);

    /// <summary>Lets the lease go; nothing where another has taken it since.</summary>
    Task EndLeaseAsync(JobId id, long epoch);

    /// <summary>Keeps a job, new or changed.</summary>
    /// <exception cref="JobHeldException">Another runner has taken the job over since the epoch in it, or is at work where it has none.</exception>
    Task SaveAsync(Job job, CancellationToken cancellation = default);

    /// <summary>
    /// Keeps a job that has come to its end together with the patterns that it applied, in place of those it had applied before.
    /// </summary>
    /// <exception cref="ArgumentException">A pattern names another job; nothing is kept.</exception>
    Task SaveAsync(Job job, IReadOnlyCollection<AppliedPattern> applied, CancellationToken cancellation = default);

    /// <summary>Forgets a job, its failures and where it applied patterns. Its calls and answers stay: they were paid for.</summary>
    Task DeleteAsync(JobId id, CancellationToken cancellation = default);

    /// <summary>
    /// Makes sure, at a job's end, that whoever opens the store next finds the job and its calls as given. A store that can't lose them,
    /// such as one in memory, has nothing to do.
    /// </summary>
    /// <exception cref="BadInputException">The store does not hold them; the message says what is known and what to do.</exception>
    Task ConfirmAsync(Job job, ImmutableArray<LedgerLine> ledger) => Task.CompletedTask;
}
