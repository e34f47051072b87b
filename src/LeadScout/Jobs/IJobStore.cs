using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Patterns;
using LeadScout.Questions;
using LeadScout.Teaching;

namespace LeadScout.Jobs;

/// <summary>
/// Keeps jobs and the journal of calls, and takes replies into the answer log. Every method is one transaction that is on disk when the
/// task completes. To add a store: implement this and <see cref="IAnswerLog"/>, and let the tests of LeadScout.StoreKit pass over it.
/// Implementations are thread-safe.
/// </summary>
public interface IJobStore
{
    /// <summary>The job of this id, or null.</summary>
    Task<Job?> FindAsync(JobId id, CancellationToken cancellation = default);

    /// <summary>All jobs, newest first; those of one moment by id.</summary>
    Task<ImmutableArray<Job>> ListAsync(CancellationToken cancellation = default);

    /// <summary>Keeps a job, new or changed.</summary>
    Task SaveAsync(Job job, CancellationToken cancellation = default);

    /// <summary>Keeps a job that has come to its end together with the patterns that it applied, in place of those it had applied before.</summary>
    /// <exception cref="ArgumentException">A pattern names another job; nothing is kept.</exception>
    Task SaveAsync(Job job, IReadOnlyCollection<AppliedPattern> applied, CancellationToken cancellation = default);

    /// <summary>Where the jobs that asked this question version applied patterns, in no particular order.</summary>
    Task<ImmutableArray<AppliedPattern>> AppliedAsync(QuestionVersion question, CancellationToken cancellation = default);

    /// <summary>Forgets a job, its failures and where it applied patterns. Its calls and answers stay: they were paid for.</summary>
    Task DeleteAsync(JobId id, CancellationToken cancellation = default);

    /// <summary>The position of the newest answer in the log, 0 when it is empty.</summary>
    Task<long> LogPositionAsync(CancellationToken cancellation = default);

    /// <summary>Journals the intent to call and gives the call its id, rising from 1.</summary>
    Task<long> BeginAsync(CallIntent intent, CancellationToken cancellation = default);

    /// <summary>
    /// Ends an open call: its answers, failures, usage and cost in ONE transaction.
    /// The log gives the answers their position, and files them under this call and its job, whatever they say themselves.
    /// A failure is listed under the call's job, a later one for the same text in place of the earlier.
    /// Not cancellable: what was paid for is kept.
    /// </summary>
    /// <exception cref="ArgumentException">The state is neither answered nor failed.</exception>
    /// <exception cref="InvalidOperationException">The call is not open.</exception>
    Task CommitAsync(CallEnd ended);

    /// <summary>
    /// Marks the job's open calls as lost, at the cost of their ceiling and without an end: to be called before a job resumes,
    /// when none can be in flight. Says how many.
    /// </summary>
    Task<int> SettleAsync(JobId id, CancellationToken cancellation = default);

    /// <summary>
    /// Releases what the job's possibly billed calls count for, those that were released before not among them; open calls stay as they are. Puts it on record, unless
    /// there is nothing to release.
    /// </summary>
    Task<Settlement> ReleaseAsync(JobId id, string by, DateTimeOffset at, CancellationToken cancellation = default);

    /// <summary>What persons have released of the job's calls, in order.</summary>
    Task<ImmutableArray<Settlement>> SettlementsAsync(JobId id, CancellationToken cancellation = default);

    /// <summary>The job's calls by id: the ledger.</summary>
    Task<ImmutableArray<LedgerLine>> CallsAsync(JobId id, CancellationToken cancellation = default);

    /// <summary>
    /// Makes sure, at a job's end, that whoever opens the store next finds the job and its calls as given. A store that can't lose them, such as one in
    /// memory, has nothing to do.
    /// </summary>
    /// <exception cref="BadInputException">The store does not hold them; the message says what is known and what to do.</exception>
    Task ConfirmAsync(Job job, ImmutableArray<LedgerLine> ledger) => Task.CompletedTask;

    /// <summary>What a teacher's latest answered calls, of whichever job, have shown of its thinking.</summary>
    Task<ThinkingRecord> ThinkingAsync(string teacher, CancellationToken cancellation = default);

    /// <summary>The texts that the job has given up, in the order in which it did.</summary>
    Task<ImmutableArray<FailedText>> FailuresAsync(JobId id, CancellationToken cancellation = default);
}
