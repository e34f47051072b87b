using System.Collections.Immutable;
using Dapper;
using LeadScout.Teaching;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite.Service;

/// <summary>The log of what was done through the server.</summary>
internal static class ActivityTable
{
    public static int Append(SqliteConnection connection, ActivityEntry entry) => connection.Execute(
        """INSERT OR IGNORE INTO deed (at, "by", api_key, action, about, count, cost_nanodollars, possibly_billed_nanodollars) VALUES (@at, @By, @Key, @Action, @About, @Count, @cost, @possibly)""",
        new { at = StoredValue.Of(entry.At), entry.By, entry.Key, entry.Action, entry.About, entry.Count, cost = entry.Cost?.NanoDollars, possibly = entry.PossiblyBilled?.NanoDollars });

    public static long Count(SqliteConnection connection) => connection.ExecuteScalar<long>("SELECT count(*) FROM deed");

    public static ImmutableArray<ActivityEntry> Page(SqliteConnection connection, int skip, int take) =>
    [
        .. connection
            .Query<(long Position, string At, string By, string? Key, string Action, string About, long? Count, long? Cost, long? Possibly)>(
                """SELECT position, at, "by", api_key, action, about, count, cost_nanodollars, possibly_billed_nanodollars FROM deed ORDER BY position DESC LIMIT @take OFFSET @skip""", new { skip, take })
            .Select(
                row => new ActivityEntry(row.Position, StoredValue.ToMoment(row.At), row.By, row.Key, row.Action, row.About, (int?)row.Count, StoredValue.ToMoney(row.Cost)) { PossiblyBilled = StoredValue.ToMoney(row.Possibly) }),
    ];

    /// <summary>What single texts cost, or may have cost, that were asked with a key.</summary>
    public static Money Spent(SqliteConnection connection, string key) =>
        new(connection.ExecuteScalar<long>("SELECT coalesce(sum(cost_nanodollars + coalesce(possibly_billed_nanodollars, 0)), 0) FROM deed WHERE api_key = @key AND action = 'ask' AND cost_nanodollars IS NOT NULL", new { key }));

    /// <summary>What a job's calls count for, those out at their ceiling, those that a person released not at all.</summary>
    public static Money SpentBy(SqliteConnection connection, string job) => new(connection.ExecuteScalar<long>(
        "SELECT coalesce(sum(coalesce(cost_nanodollars, ceiling_nanodollars)), 0) FROM call WHERE job = @job AND id NOT IN (SELECT call FROM settled_call)", new { job }));
}
