using LeadScout.Stores;
using LeadScout.Teaching;
using Npgsql;

namespace LeadScout.Postgres.Service;

/// <summary>
/// What is held back of the keys' limits. Whoever looks at what a key has left holds the row of the key until its transaction ends, so that nobody
/// else can take the same.
/// </summary>
internal static class KeyHoldTable
{
    private static readonly TimeSpan LongGone = TimeSpan.FromMinutes(10);

    private const string ChargedSql = """
        SELECT (
            (SELECT coalesce(sum(cost_nanodollars + coalesce(possibly_billed_nanodollars, 0)), 0)
             FROM activity WHERE api_key = @key AND action = 'ask' AND cost_nanodollars IS NOT NULL)
            + (SELECT coalesce(sum(nanodollars), 0) FROM key_hold WHERE api_key = @key)
            + (SELECT coalesce(sum(greatest(spent, CASE WHEN wanted THEN coalesce((settings->>'MaxCost')::bigint, 0) ELSE 0 END)), 0)
               FROM (
                   SELECT job, wanted, settings FROM server_job WHERE api_key = @key
                   UNION ALL
                   SELECT about COLLATE "C", false, NULL::json FROM activity
                   WHERE api_key = @key AND action = 'job-deleted' AND cost_nanodollars IS NOT NULL
                       AND about COLLATE "C" NOT IN (SELECT job FROM server_job WHERE api_key = @key)
                   GROUP BY about COLLATE "C") AS its
               CROSS JOIN LATERAL (
                   SELECT coalesce(sum(coalesce(cost_nanodollars, ceiling_nanodollars)), 0) AS spent
                   FROM call WHERE call.job = its.job AND id NOT IN (SELECT call FROM settled_call)) AS calls))::bigint
        """;

    private const string EndDeadSql = $"""
        WITH dead AS (
            DELETE FROM key_hold
            WHERE (@key::text IS NULL OR api_key = @key::text) AND at < clock_timestamp() - @age
                AND NOT EXISTS (SELECT 1 FROM pg_locks WHERE objid = key_hold.holder::oid AND {LeaseTable.IsPresence})
            RETURNING id, api_key, nanodollars)
        INSERT INTO activity (at, "by", api_key, action, about, count, cost_nanodollars, possibly_billed_nanodollars)
        SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"0Z"'), 'a process that ended', api_key, 'ask', 'hold ' || id, 1, 0, nanodollars
        FROM dead
        """;

    /// <summary>A process that is gone will not say any more what its calls cost: they may have cost all that was held.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="key">Of this key; null for all.</param>
    /// <param name="age">For how long it has been held at least: a process that lives may be out of sight for a moment.</param>
    public static Task<int> EndDeadAsync(NpgsqlConnection connection, string? key, TimeSpan age) =>
        connection.RunAsync(EndDeadSql, ("key", key), ("age", age));

    /// <summary>All that counts against a key's limit.</summary>
    public static async Task<Money> ChargedAsync(NpgsqlConnection connection, string key) =>
        new(await connection.WholeAsync(ChargedSql, ("key", key)).ConfigureAwait(false));

    /// <summary>The limit of a key, whose row this transaction holds from now on; null for no limit.</summary>
    public static async Task<Money?> HoldKeyAsync(NpgsqlConnection connection, string key) => StoredValue.ToMoney((long?)await connection.ValueAsync(
        "SELECT spending_limit_nanodollars FROM api_key WHERE id = @key FOR UPDATE", ("key", key)).ConfigureAwait(false));

    /// <summary>Holds the most that fits. Inside a transaction.</summary>
    /// <exception cref="KeyLimitException">Not even the least does.</exception>
    public static async Task<KeyHold> TakeAsync(NpgsqlConnection connection, string key, Money most, Money least, int holder)
    {
        var held = most;
        if (await HoldKeyAsync(connection, key).ConfigureAwait(false) is { } limit)
        {
            await EndDeadAsync(connection, key, LongGone).ConfigureAwait(false);
            var charged = await ChargedAsync(connection, key).ConfigureAwait(false);
            held = charged + most <= limit ? most : charged + least <= limit ? least : throw new KeyLimitException(limit - charged);
        }

        var id = await connection.WholeAsync(
            "INSERT INTO key_hold (api_key, nanodollars, holder) VALUES (@key, @held, @holder) RETURNING id",
            ("key", key),
            ("held", held.NanoDollars),
            ("holder", holder)).ConfigureAwait(false);
        return new KeyHold(id, key, held);
    }

    /// <summary>Gives back what was held and records what was spent. Inside a transaction.</summary>
    public static async Task<int> SettleAsync(NpgsqlConnection connection, KeyHold hold, ActivityEntry? spent)
    {
        await connection.RunAsync("DELETE FROM key_hold WHERE id = @id", ("id", hold.Id)).ConfigureAwait(false);
        return spent is null ? 0 : await ActivityTable.AppendAsync(connection, spent).ConfigureAwait(false);
    }

    /// <summary>Keeps a job that is to be at work, if its key's limit has room for it. Inside a transaction.</summary>
    /// <exception cref="KeyLimitException">It has not.</exception>
    public static async Task<int> SaveAsync(NpgsqlConnection connection, SubmittedJob job)
    {
        if (job is not { IsWanted: true, Key: { } key } || await HoldKeyAsync(connection, key).ConfigureAwait(false) is not { } limit)
        {
            return await SubmittedJobTable.SaveAsync(connection, job).ConfigureAwait(false);
        }

        var before = await ChargedAsync(connection, key).ConfigureAwait(false);
        await SubmittedJobTable.SaveAsync(connection, job).ConfigureAwait(false);
        var after = await ChargedAsync(connection, key).ConfigureAwait(false);
        return after <= limit || after <= before ? 1 : throw new KeyLimitException(limit - before);
    }
}
