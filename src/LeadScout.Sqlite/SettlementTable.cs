using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Stores;
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
        if (connection.Whole($"SELECT count(*) FROM call WHERE {Open}", ("@job", job.Value)) == 0)
        {
            return new Settlement(by, at, 0, Money.Zero);
        }

        var settlement = connection.Whole(
            """INSERT INTO settlement (job, "by", at) VALUES (@job, @by, @at) RETURNING id""",
            ("@job", job.Value),
            ("@by", by),
            ("@at", StoredValue.Of(at)));
        connection.Run(
            $"INSERT INTO settled_call (call, settlement, released_nanodollars) SELECT id, @settlement, cost_nanodollars FROM call WHERE {Open}",
            ("@job", job.Value),
            ("@settlement", settlement));
        return Of(connection, job)[^1];
    }

    /// <summary>What was released of a job, in order.</summary>
    public static ImmutableArray<Settlement> Of(SqliteConnection connection, JobId job) =>
    [
        .. connection.Rows(
            """
            SELECT "by", at, count(*), coalesce(sum(released_nanodollars), 0)
            FROM settlement JOIN settled_call ON settlement = id WHERE job = @job GROUP BY id ORDER BY id
            """,
            row => new Settlement(row.Text(0), StoredValue.ToMoment(row.Text(1)), (int)row.Whole(2), new Money(row.Whole(3))),
            ("@job", job.Value)),
    ];
}
