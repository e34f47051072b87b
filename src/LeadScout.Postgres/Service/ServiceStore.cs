using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Stores;
using LeadScout.Teaching;
using Npgsql;

namespace LeadScout.Postgres.Service;

/// <summary>What a server keeps in the database beside jobs, calls and answers. Thread-safe.</summary>
/// <param name="transactions">For what a thread waits with that serves requests: they should not be patient.</param>
/// <param name="patient">For what was spent: a charge that is not on record would be free.</param>
/// <param name="present">This process as others see it.</param>
internal sealed class ServiceStore(Transactions transactions, Transactions patient, Func<Task<Presence>> present) : IServiceStore
{
    /// <summary>For how long a server that is gone is waited for where a request waits.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public ImmutableArray<SubmittedJob> Jobs() => Read(SubmittedJobTable.ListAsync);

    /// <inheritdoc/>
    public SubmittedJob? FindJob(JobId id) => Read(connection => SubmittedJobTable.FindAsync(connection, id));

    /// <inheritdoc/>
    public ImmutableArray<SubmittedJob> WantedJobs() => Read(SubmittedJobTable.WantedAsync);

    /// <inheritdoc/>
    public void Save(SubmittedJob job) => Write(connection => KeyHoldTable.SaveAsync(connection, job));

    /// <inheritdoc/>
    public void Delete(JobId id, DateTimeOffset at) => Write(connection => SubmittedJobTable.DeleteAsync(connection, id, at));

    /// <inheritdoc/>
    public ImmutableArray<ApiKey> Keys() => Read(ApiKeyTable.ListAsync);

    /// <inheritdoc/>
    public void Save(ApiKey key) => Write(connection => ApiKeyTable.SaveAsync(connection, key));

    /// <inheritdoc/>
    public void Append(ActivityEntry entry) => patient.WriteAsync(
        connection => ActivityTable.AppendAsync(connection, entry), CancellationToken.None).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public (ImmutableArray<ActivityEntry> ActivityLog, long Total) ActivityLog(int skip, int take) => Read(
        async connection => (
            await ActivityTable.PageAsync(connection, skip, take).ConfigureAwait(false),
            await connection.WholeAsync("SELECT count(*) FROM activity").ConfigureAwait(false)));

    /// <inheritdoc/>
    public Money Charged(string key) => Read(connection => KeyHoldTable.ChargedAsync(connection, key));

    /// <inheritdoc/>
    public KeyHold Hold(string key, Money most, Money least)
    {
        var holder = present().GetAwaiter().GetResult().Number;
        return transactions.WriteAsync(connection => KeyHoldTable.TakeAsync(connection, key, most, least, holder), CancellationToken.None)
            .GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public void Settle(KeyHold hold, ActivityEntry? spent) => patient.WriteAsync(
        connection => KeyHoldTable.SettleAsync(connection, hold, spent), CancellationToken.None).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public Money SpentOnTexts(string key) => Read(connection => ActivityTable.SpentAsync(connection, key));

    /// <inheritdoc/>
    public Money SpentOnJob(JobId id) => Read(connection => ActivityTable.SpentByAsync(connection, id.Value));

    /// <inheritdoc/>
    public ImmutableArray<TimeSpan> ReplyTimes(string teacher, int most) =>
        [.. Read(connection => CallTable.ReplyTimesAsync(connection, teacher, most))];

    /// <inheritdoc/>
    public IdempotentResponse? FindResponse(string caller, string key) =>
        Read(connection => IdempotentResponseTable.FindAsync(connection, caller, key));

    /// <inheritdoc/>
    public void Save(IdempotentResponse response, DateTimeOffset keepFrom) =>
        Write(connection => IdempotentResponseTable.SaveAsync(connection, response, keepFrom));

    /// <inheritdoc/>
    public void ForgetRepeats() => Write(connection => connection.RunAsync("DELETE FROM idempotent_response"));

    private T Read<T>(Func<NpgsqlConnection, Task<T>> work) =>
        transactions.ReadAsync(work, CancellationToken.None).GetAwaiter().GetResult();

    private void Write(Func<NpgsqlConnection, Task<int>> work) =>
        transactions.WriteAsync(work, CancellationToken.None).GetAwaiter().GetResult();
}
