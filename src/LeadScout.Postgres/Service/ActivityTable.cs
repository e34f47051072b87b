using System.Collections.Immutable;
using LeadScout.Stores;
using LeadScout.Teaching;
using Npgsql;

namespace LeadScout.Postgres.Service;

/// <summary>The log of what was done through the server.</summary>
internal static class ActivityTable
{
    public static Task<int> AppendAsync(NpgsqlConnection connection, ActivityEntry entry) => connection.RunAsync(
        """
        INSERT INTO activity (at, "by", api_key, action, about, count, cost_nanodollars, possibly_billed_nanodollars)
        VALUES (@at, @by, @key::text, @action, @about, @count::integer, @cost::bigint, @possibly::bigint)
        ON CONFLICT DO NOTHING
        """,
        ("at", StoredValue.Of(entry.At)),
        ("by", entry.By),
        ("key", entry.Key),
        ("action", entry.Action),
        ("about", entry.About),
        ("count", entry.Count),
        ("cost", entry.Cost?.NanoDollars),
        ("possibly", entry.PossiblyBilled?.NanoDollars));

    public static async Task<ImmutableArray<ActivityEntry>> PageAsync(NpgsqlConnection connection, int skip, int take) =>
    [
        .. await connection.RowsAsync(
            """
            SELECT position, at, "by", api_key, action, about, count, cost_nanodollars, possibly_billed_nanodollars
            FROM activity ORDER BY position DESC LIMIT @take OFFSET @skip
            """,
            row => new ActivityEntry(
                row.Whole(0),
                StoredValue.ToMoment(row.Text(1)),
                row.Text(2),
                row.TextOrNull(3),
                row.Text(4),
                row.Text(5),
                row.IsDBNull(6) ? null : row.GetInt32(6),
                StoredValue.ToMoney(row.WholeOrNull(7)))
            {
                PossiblyBilled = StoredValue.ToMoney(row.WholeOrNull(8)),
            },
            ("skip", skip),
            ("take", take)).ConfigureAwait(false),
    ];

    /// <summary>What single texts cost, or may have cost, that were asked with a key.</summary>
    public static async Task<Money> SpentAsync(NpgsqlConnection connection, string key) => new(await connection.WholeAsync(
        """
        SELECT coalesce(sum(cost_nanodollars + coalesce(possibly_billed_nanodollars, 0)), 0)::bigint
        FROM activity WHERE api_key = @key AND action = 'ask' AND cost_nanodollars IS NOT NULL
        """,
        ("key", key)).ConfigureAwait(false));

    /// <summary>What a job's calls count for, those out at their ceiling, those that a person released not at all.</summary>
    public static async Task<Money> SpentByAsync(NpgsqlConnection connection, string job) => new(await connection.WholeAsync(
        """
        SELECT coalesce(sum(coalesce(cost_nanodollars, ceiling_nanodollars)), 0)::bigint
        FROM call WHERE job = @job AND id NOT IN (SELECT call FROM settled_call)
        """,
        ("job", job)).ConfigureAwait(false));
}
