using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Questions;

namespace LeadScout.Teaching.Calls;

/// <summary>
/// The journal of calls: the intent before a call goes out, and what it came to with the answers that it paid for. Every method is one
/// transaction that is on disk when the task completes. A part of the store. Implementations are thread-safe.
/// </summary>
public interface ICallJournal
{
    /// <summary>Journals the intent to call and gives the call its id, rising from 1.</summary>
    /// <exception cref="BadInputException">Another runner has taken the job over since the intent's epoch.</exception>
    Task<long> BeginAsync(CallIntent intent, CancellationToken cancellation = default);

    /// <summary>
    /// Ends an open call: its answers, failures, usage and cost in ONE transaction.
    /// The log gives the answers their position, and files them under this call and its job, whatever they say themselves.
    /// A failure is listed under the call's job, a later one for the same text in place of the earlier.
    /// Not cancellable: what was paid for is kept.
    /// </summary>
    /// <exception cref="ArgumentException">The state is neither answered nor failed.</exception>
    /// <exception cref="InvalidOperationException">The call is not open.</exception>
    /// <exception cref="BadInputException">Another runner has taken the call's job over since it began.</exception>
    Task CommitAsync(CallEnd ended);

    /// <summary>
    /// Marks the job's open calls as lost, at the cost of their ceiling and without an end: to be called before a job resumes,
    /// when none can be in flight. Says how many.
    /// </summary>
    Task<int> SettleAsync(JobId id, CancellationToken cancellation = default);

    /// <summary>
    /// Releases what the job's possibly billed calls count for, those that were released before not among them; open calls stay as they
    /// are. Puts it on record, unless there is nothing to release.
    /// </summary>
    Task<Settlement> ReleaseAsync(JobId id, string by, DateTimeOffset at, CancellationToken cancellation = default);

    /// <summary>What persons have released of the job's calls, in order.</summary>
    Task<ImmutableArray<Settlement>> SettlementsAsync(JobId id, CancellationToken cancellation = default);

    /// <summary>The job's calls by id: the ledger.</summary>
    Task<ImmutableArray<LedgerLine>> CallsAsync(JobId id, CancellationToken cancellation = default);

    /// <summary>What a teacher's latest answered calls, of whichever job, have shown of its thinking.</summary>
    Task<ThinkingRecord> ThinkingAsync(string teacher, CancellationToken cancellation = default);

    /// <summary>The texts that the job has given up, in the order in which it did.</summary>
    Task<ImmutableArray<FailedText>> FailuresAsync(JobId id, CancellationToken cancellation = default);
}
