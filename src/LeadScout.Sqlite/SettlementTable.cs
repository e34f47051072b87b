using System.Collections.Immutable;
using Dapper;
using LeadScout.Answers;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite;

/// <summary>What persons have released of possibly billed calls. Append-only.</summary>
internal static class SettlementTable
{
    /// <summary>Releases all that is possibly billed of a job. Inside a transaction.</summary>
    public static Settlement Release(SqliteConnection connection, JobId job, string by, DateTimeOffset at)
    {
        const string Open = "job = @job AND billing = 'PossiblyBilled' AND id NOT IN (SELECT call FROM settled_call)";
        if (connection.ExecuteScalar<long>($"SELECT count(*) FROM call WHERE {Open}", new { job = job.Value }) == 0)
        {
            return new Settlement(by, at, 0, Money.Zero);
        }

        var settlement = connection.ExecuteScalar<long>(
            """INSERT INTO settlement (job, "by", at) VALUES (@job, @by, @at) RETURNING id""", new { job = job.Value, by, at = StoredValue.Of(at) });
        connection.Execute(
            $"INSERT INTO settled_call (call, settlement, released_nanodollars) SELECT id, @settlement, cost_nanodollars FROM call WHERE {Open}",
            new { job = job.Value, settlement });
        return Of(connection, job)[^1];
    }

    /// <summary>What was released of a job, in order.</summary>
    public static ImmutableArray<Settlement> Of(SqliteConnection connection, JobId job) =>
    [
        .. connection
            .Query<(string By, string At, long Calls, long Released)>(
                """
                SELECT "by", at, count(*), coalesce(sum(released_nanodollars), 0)
                FROM settlement JOIN settled_call ON settlement = id WHERE job = @job GROUP BY id ORDER BY id
                """,
                new { job = job.Value })
            .Select(row => new Settlement(row.By, StoredValue.ToMoment(row.At), (int)row.Calls, new Money(row.Released))),
    ];
}
