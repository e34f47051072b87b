using System.Collections.Immutable;
using LeadScout.Stores;
using LeadScout.Teaching;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite.Service;

/// <summary>The log of what was done through the server.</summary>
internal static class ActivityTable
{
    public static int Append(SqliteConnection connection, ActivityEntry entry) => connection.Run(
        """
        INSERT OR IGNORE INTO deed (at, "by", api_key, action, about, count, cost_nanodollars, possibly_billed_nanodollars)
        VALUES (@at, @by, @key, @action, @about, @count, @cost, @possibly)
        """,
        ("@at", StoredValue.Of(entry.At)),
        ("@by", entry.By),
        ("@key", entry.Key),
        ("@action", entry.Action),
        ("@about", entry.About),
        ("@count", entry.Count),
        ("@cost", entry.Cost?.NanoDollars),
        ("@possibly", entry.PossiblyBilled?.NanoDollars));

    public static long Count(SqliteConnection connection) => connection.Whole("SELECT count(*) FROM deed");

    public static ImmutableArray<ActivityEntry> Page(SqliteConnection connection, int skip, int take) =>
    [
        .. connection.Rows(
            """
            SELECT position, at, "by", api_key, action, about, count, cost_nanodollars, possibly_billed_nanodollars
            FROM deed ORDER BY position DESC LIMIT @take OFFSET @skip
            """,
            row => new ActivityEntry(
                row.Whole(0),
                StoredValue.ToMoment(row.Text(1)),
                row.Text(2),
                row.TextOrNull(3),
                row.Text(4),
                row.Text(5),
                (int?)row.WholeOrNull(6),
                StoredValue.ToMoney(row.WholeOrNull(7)))
            {
                PossiblyBilled = StoredValue.ToMoney(row.WholeOrNull(8)),
            },
            ("@skip", skip),
            ("@take", take)),
    ];

    /// <summary>What single texts cost, or may have cost, that were asked with a key.</summary>
    public static Money Spent(SqliteConnection connection, string key) =>
        new(connection.Whole(
            """
            SELECT coalesce(sum(cost_nanodollars + coalesce(possibly_billed_nanodollars, 0)), 0)
            FROM deed WHERE api_key = @key AND action = 'ask' AND cost_nanodollars IS NOT NULL
            """,
            ("@key", key)));

    /// <summary>What a job's calls count for, those out at their ceiling, those that a person released not at all.</summary>
    public static Money SpentBy(SqliteConnection connection, string job) => new(connection.Whole(
        "SELECT coalesce(sum(coalesce(cost_nanodollars, ceiling_nanodollars)), 0) FROM call WHERE job = @job AND id NOT IN (SELECT call FROM settled_call)",
        ("@job", job)));
}
