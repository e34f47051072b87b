using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Stores;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using Npgsql;

namespace LeadScout.Postgres;

/// <summary>What persons have released of possibly billed calls. Append-only.</summary>
internal static class SettlementTable
{
    /// <summary>Releases all that is possibly billed of a job. Inside a transaction.</summary>
    public static async Task<Settlement> ReleaseAsync(NpgsqlConnection connection, JobId job, string by, DateTimeOffset at)
    {
        const string Open = "job = @job AND billing = 'PossiblyBilled' AND id NOT IN (SELECT call FROM settled_call)";
        if (await connection.WholeAsync($"SELECT count(*) FROM call WHERE {Open}", ("job", job.Value)).ConfigureAwait(false) == 0)
        {
            return new Settlement(by, at, 0, Money.Zero);
        }

        var settlement = await connection.WholeAsync(
            """INSERT INTO settlement (job, "by", at) VALUES (@job, @by, @at) RETURNING id""",
            ("job", job.Value),
            ("by", by),
            ("at", StoredValue.Of(at))).ConfigureAwait(false);
        await connection.RunAsync(
            $"INSERT INTO settled_call (call, settlement, released_nanodollars) SELECT id, @settlement, cost_nanodollars FROM call WHERE {Open}",
            ("job", job.Value),
            ("settlement", settlement)).ConfigureAwait(false);
        return (await OfAsync(connection, job).ConfigureAwait(false))[^1];
    }

    /// <summary>What was released of a job, in order.</summary>
    public static async Task<ImmutableArray<Settlement>> OfAsync(NpgsqlConnection connection, JobId job) =>
    [
        .. await connection.RowsAsync(
            """
            SELECT "by", at, count(*), coalesce(sum(released_nanodollars), 0)::bigint
            FROM settlement JOIN settled_call ON settlement = id WHERE job = @job GROUP BY id ORDER BY id
            """,
            row => new Settlement(row.Text(0), StoredValue.ToMoment(row.Text(1)), (int)row.Whole(2), new Money(row.Whole(3))),
            ("job", job.Value)).ConfigureAwait(false),
    ];
}
