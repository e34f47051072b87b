using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Stores;
using LeadScout.Teaching;

namespace LeadScout.Sqlite.Service;

/// <summary>What a server keeps in the database beside jobs, calls and answers. Thread-safe.</summary>
/// <param name="database">Opened for writing.</param>
internal sealed class ServiceStore(Database database) : IServiceStore
{
    private readonly KeyHolds _holds = new(); // the file is this process's alone to write, so what it holds back needs no place in it

    /// <inheritdoc/>
    public ImmutableArray<SubmittedJob> Jobs() => database.Read(SubmittedJobTable.List);

    /// <inheritdoc/>
    public void Save(SubmittedJob job) => database.Write(connection =>
    {
        if (job is not { IsWanted: true, Key: { } key } || ApiKeyTable.Limit(connection, key) is not { } limit)
        {
            return SubmittedJobTable.Save(connection, job);
        }

        var before = KeyCharges.Of(connection, key) + _holds.Of(key);
        SubmittedJobTable.Save(connection, job);
        var after = KeyCharges.Of(connection, key) + _holds.Of(key);
        return after <= limit || after <= before ? 1 : throw new KeyLimitException(limit - before);
    });

    /// <inheritdoc/>
    public void Delete(JobId id, DateTimeOffset at) => database.Write(connection => SubmittedJobTable.Delete(connection, id, at));

    /// <inheritdoc/>
    public ImmutableArray<ApiKey> Keys() => database.Read(ApiKeyTable.List);

    /// <inheritdoc/>
    public void Save(ApiKey key) => database.Write(connection => ApiKeyTable.Save(connection, key));

    /// <inheritdoc/>
    public void Append(ActivityEntry entry) => database.Write(connection => ActivityTable.Append(connection, entry));

    /// <inheritdoc/>
    public (ImmutableArray<ActivityEntry> ActivityLog, long Total) ActivityLog(int skip, int take) =>
        database.Read(connection => (ActivityTable.Page(connection, skip, take), ActivityTable.Count(connection)));

    /// <inheritdoc/>
    public Money Charged(string key) => database.Read(connection => KeyCharges.Of(connection, key) + _holds.Of(key));

    /// <inheritdoc/>
    public KeyHold Hold(string key, Money most, Money least) => database.Read(
        connection => _holds.Take(key, ApiKeyTable.Limit(connection, key), KeyCharges.Of(connection, key), most, least));

    /// <inheritdoc/>
    public void Settle(KeyHold hold, ActivityEntry? spent)
    {
        if (spent is not null)
        {
            database.Write(connection => ActivityTable.Append(connection, spent));
        }

        database.Alone(() => _holds.Release(hold)); // last: what is on record and still held is counted twice, never not at all
    }

    /// <inheritdoc/>
    public Money SpentOnTexts(string key) => database.Read(connection => ActivityTable.Spent(connection, key));

    /// <inheritdoc/>
    public Money SpentOnJob(JobId id) => database.Read(connection => ActivityTable.SpentBy(connection, id.Value));

    /// <inheritdoc/>
    public ImmutableArray<TimeSpan> ReplyTimes(string teacher, int most) =>
        database.Read(connection => ReplyTimeTable.Latest(connection, teacher, most));

    /// <inheritdoc/>
    public IdempotentResponse? FindResponse(string caller, string key) =>
        database.Read(connection => IdempotentResponseTable.Find(connection, caller, key));

    /// <inheritdoc/>
    public void Save(IdempotentResponse response, DateTimeOffset keepFrom) =>
        database.Write(connection => IdempotentResponseTable.Save(connection, response, keepFrom));

    /// <inheritdoc/>
    public void ForgetRepeats() => database.Write(IdempotentResponseTable.Clear);
}
