using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Teaching;

namespace LeadScout.Stores;

/// <summary>What a server keeps in the database beside jobs, calls and answers. Implementations are thread-safe.</summary>
public interface IServiceStore
{
    /// <summary>The jobs that were given to the server, the oldest first.</summary>
    ImmutableArray<SubmittedJob> Jobs();

    /// <summary>The job of this id, if it was given to the server.</summary>
    SubmittedJob? FindJob(JobId id) => Jobs().FirstOrDefault(job => job.Id == id);

    /// <summary>The jobs that are to be at work, the oldest first.</summary>
    ImmutableArray<SubmittedJob> WantedJobs() => [.. Jobs().Where(job => job.IsWanted)];

    /// <summary>
    /// Keeps a job, new or changed. One that is to be at work takes what it may spend from its key's limit, in the same step: of all who spend with
    /// a key at once, in whichever process, nobody takes what another has.
    /// </summary>
    /// <exception cref="KeyLimitException">The limit has no room for it; nothing is kept.</exception>
    void Save(SubmittedJob job);

    /// <summary>
    /// Forgets that a job was given to the server. What its calls cost stays on the key that it was begun with: an entry of the log of what was
    /// done says whose they are.
    /// </summary>
    /// <param name="id">The job.</param>
    /// <param name="at">The time of the entry.</param>
    void Delete(JobId id, DateTimeOffset at);

    /// <summary>The clients' keys, the oldest first.</summary>
    ImmutableArray<ApiKey> Keys();

    /// <summary>Keeps a key, new or changed.</summary>
    void Save(ApiKey key);

    /// <summary>Appends to the log of what was done.</summary>
    void Append(ActivityEntry entry);

    /// <summary>Part of that log, newest first, and how long all of it is.</summary>
    (ImmutableArray<ActivityEntry> ActivityLog, long Total) ActivityLog(int skip, int take);

    /// <summary>
    /// What counts against a key's limit: what single texts cost, or may have cost, what is held back for more, and what its jobs cost, those at work at
    /// all that they may.
    /// </summary>
    Money Charged(string key);

    /// <summary>Holds money of a key back, if its limit has room: looked at and held in one step, whoever else spends with it.</summary>
    /// <param name="key">A key with a limit.</param>
    /// <param name="most">What is wished for.</param>
    /// <param name="least">What would do where that does not fit.</param>
    /// <returns>What is held: one of the two.</returns>
    /// <exception cref="KeyLimitException">There is no room.</exception>
    KeyHold Hold(string key, Money most, Money least);

    /// <summary>Gives back what was held and puts on record what was spent of it, in one step.</summary>
    /// <param name="hold">What was held.</param>
    /// <param name="spent">What was spent; null for nothing.</param>
    void Settle(KeyHold hold, ActivityEntry? spent);

    /// <summary>What single texts cost that were asked with a key.</summary>
    Money SpentOnTexts(string key);

    /// <summary>What a job's calls cost so far, those out at their ceiling.</summary>
    Money SpentOnJob(JobId id);

    /// <summary>How long a teacher's latest calls took that brought an answer, the latest first.</summary>
    ImmutableArray<TimeSpan> ReplyTimes(string teacher, int most);

    /// <summary>What was answered under an idempotency key; null for nothing.</summary>
    IdempotentResponse? FindResponse(string caller, string key);

    /// <summary>Keeps what was answered, and lets go of answers from before a moment.</summary>
    void Save(IdempotentResponse response, DateTimeOffset keepFrom);

    /// <summary>Lets go of all kept answers: they may hold texts.</summary>
    void ForgetRepeats();
}
