using System.Collections.Immutable;
using Dapper;
using LeadScout.Teaching;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite.Service;

/// <summary>The log of what was done through the server.</summary>
internal static class DeedTable
{
    public static int Append(SqliteConnection connection, Deed deed) => connection.Execute(
        """INSERT OR IGNORE INTO deed (at, "by", api_key, action, about, count, cost_nanodollars) VALUES (@at, @By, @Key, @Action, @About, @Count, @cost)""",
        new { at = StoredValue.Of(deed.At), deed.By, deed.Key, deed.Action, deed.About, deed.Count, cost = deed.Cost?.NanoDollars });

    public static long Count(SqliteConnection connection) => connection.ExecuteScalar<long>("SELECT count(*) FROM deed");

    public static ImmutableArray<Deed> Page(SqliteConnection connection, int skip, int take) =>
    [
        .. connection
            .Query<(long Position, string At, string By, string? Key, string Action, string About, long? Count, long? Cost)>(
                """SELECT position, at, "by", api_key, action, about, count, cost_nanodollars FROM deed ORDER BY position DESC LIMIT @take OFFSET @skip""", new { skip, take })
            .Select(row => new Deed(row.Position, StoredValue.ToMoment(row.At), row.By, row.Key, row.Action, row.About, (int?)row.Count, StoredValue.ToMoney(row.Cost))),
    ];

    /// <summary>What single texts cost that were asked with a key.</summary>
    public static Money Spent(SqliteConnection connection, string key) =>
        new(connection.ExecuteScalar<long>("SELECT coalesce(sum(cost_nanodollars), 0) FROM deed WHERE api_key = @key AND action = 'ask' AND cost_nanodollars IS NOT NULL", new { key }));

    /// <summary>What a job's calls cost, those out at their ceiling.</summary>
    public static Money SpentBy(SqliteConnection connection, string job) => new(connection.ExecuteScalar<long>(
        "SELECT coalesce(sum(coalesce(cost_nanodollars, ceiling_nanodollars)), 0) FROM call WHERE job = @job", new { job }));
}
