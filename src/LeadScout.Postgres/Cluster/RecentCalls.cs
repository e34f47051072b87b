using System.Collections.Immutable;
using LeadScout.Stores;
using Npgsql;

namespace LeadScout.Postgres.Cluster;

/// <summary>What the ledger has of the last minute: whoever hands out permits anew begins with it.</summary>
internal static class RecentCalls
{
    // More calls a minute than any account allows.
    private const int Most = 100_000;

    /// <summary>The calls to a service, the oldest first.</summary>
    public static async Task<ImmutableArray<RecentCall>> ReadAsync(NpgsqlConnection connection, string service)
    {
        // Moments are text of one length, so that they sort as they are; one of a node whose clock is fast counts as of now.
        var calls = await connection.RowsAsync(
            """
            SELECT at, input_tokens + output_tokens, state IN ('Open', 'Lost'), state = 'Open', clock_timestamp()
            FROM call WHERE teacher = @service AND at > @since AND id > (SELECT max(id) FROM call) - @most ORDER BY id
            """,
            row => (At: StoredValue.ToMoment(row.Text(0)), Tokens: row.Whole(1), IsUnknown: row.GetBoolean(2), IsOpen: row.GetBoolean(3), Now: row.GetFieldValue<DateTimeOffset>(4)),
            ("service", service),
            ("since", StoredValue.Of(await NowAsync(connection).ConfigureAwait(false) - TimeSpan.FromMinutes(1))),
            ("most", (long)Most)).ConfigureAwait(false);
        var largest = calls.Select(call => call.Tokens).DefaultIfEmpty().Max();
        return
        [
            .. calls.Select(call => new RecentCall(call.Now > call.At ? call.Now - call.At : TimeSpan.Zero, call.IsUnknown ? largest : call.Tokens, call.IsOpen))
                .OrderByDescending(call => call.Ago),
        ];
    }

    private static async Task<DateTimeOffset> NowAsync(NpgsqlConnection connection) =>
        (await connection.RowsAsync("SELECT clock_timestamp()", row => row.GetFieldValue<DateTimeOffset>(0)).ConfigureAwait(false))[0];
}
