using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Teaching;

namespace LeadScout.Sqlite.Service;

/// <summary>What a server keeps in the database beside jobs, calls and answers. Thread-safe.</summary>
/// <param name="store">The database, opened for writing.</param>
public sealed class ServiceStore(SqliteStore store)
{
    private readonly Database _database = store.Database;

    /// <summary>The jobs that were given to the server, the oldest first.</summary>
    public ImmutableArray<SubmittedJob> Jobs() => _database.Read(SubmittedJobTable.List);

    /// <summary>Keeps a job, new or changed.</summary>
    public void Save(SubmittedJob job) => _database.Write(connection => SubmittedJobTable.Save(connection, job));

    /// <summary>Forgets that a job was given to the server.</summary>
    public void Delete(JobId id) => _database.Write(connection => SubmittedJobTable.Delete(connection, id));

    /// <summary>The clients' keys, the oldest first.</summary>
    public ImmutableArray<ApiKey> Keys() => _database.Read(ApiKeyTable.List);

    /// <summary>Keeps a key, new or changed.</summary>
    public void Save(ApiKey key) => _database.Write(connection => ApiKeyTable.Save(connection, key));

    /// <summary>Appends to the log of what was done.</summary>
    public void Append(ActivityEntry entry) => _database.Write(connection => ActivityTable.Append(connection, entry));

    /// <summary>Part of that log, newest first, and how long all of it is.</summary>
    public (ImmutableArray<ActivityEntry> ActivityLog, long Total) ActivityLog(int skip, int take) =>
        _database.Read(connection => (ActivityTable.Page(connection, skip, take), ActivityTable.Count(connection)));

    /// <summary>What single texts cost that were asked with a key.</summary>
    public Money SpentOnTexts(string key) => _database.Read(connection => ActivityTable.Spent(connection, key));

    /// <summary>What a job's calls cost so far, those out at their ceiling.</summary>
    public Money SpentOnJob(JobId id) => _database.Read(connection => ActivityTable.SpentBy(connection, id.Value));

    /// <summary>What was answered under an idempotency key; null for nothing.</summary>
    public IdempotentResponse? FindResponse(string caller, string key) =>
        _database.Read(connection => IdempotentResponseTable.Find(connection, caller, key));

    /// <summary>Keeps what was answered, and lets go of answers from before a moment.</summary>
    public void Save(IdempotentResponse response, DateTimeOffset keepFrom) =>
        _database.Write(connection => IdempotentResponseTable.Save(connection, response, keepFrom));

    /// <summary>Lets go of all kept answers: they may hold texts.</summary>
    public void ForgetRepeats() => _database.Write(IdempotentResponseTable.Clear);
}
