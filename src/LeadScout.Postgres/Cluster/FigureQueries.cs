using LeadScout.Answers;
using LeadScout.Stores;
using LeadScout.Teaching;
using Npgsql;

namespace LeadScout.Postgres.Cluster;

/// <summary>Looks at the database as a whole, for those who run it.</summary>
internal static class FigureQueries
{
    public static async Task<ClusterFigures> ReadAsync(NpgsqlConnection connection)
    {
        var calls = (await connection.RowsAsync(
            "SELECT count(*), coalesce(sum(ceiling_nanodollars), 0)::bigint, count(*) - count(ceiling_nanodollars), pg_database_size(current_database()) FROM call WHERE state = 'Open'",
            row => (Open: row.Whole(0), HeldBack: new Money(row.Whole(1)), Unpriced: row.Whole(2), Bytes: row.Whole(3))).ConfigureAwait(false))[0];
        return new ClusterFigures(
            await connection.WholeAsync("SELECT coalesce(max(position), 0)::bigint FROM log").ConfigureAwait(false),
            [
                .. await connection.RowsAsync(
                    $"SELECT job, epoch, held_by, {LeaseTable.IsAlive}, clock_timestamp() - renewed_at FROM job_lease WHERE holder IS NOT NULL ORDER BY job LIMIT 200",
                    row => new LeaseRecord(new JobId(row.Text(0)), row.Whole(1), row.TextOrNull(2) ?? "", row.GetBoolean(3), row.GetTimeSpan(4))).ConfigureAwait(false),
            ],
            calls.Open,
            calls.HeldBack,
            calls.Unpriced,
            [
                .. await connection.RowsAsync(
                    """
                    SELECT part.relname::text, greatest(part.reltuples, pg_stat_get_live_tuples(part.oid), 0)::bigint, pg_total_relation_size(part.oid)
                    FROM pg_inherits JOIN pg_class AS part ON part.oid = inhrelid WHERE inhparent = 'answer'::regclass ORDER BY part.relname
                    """,
                    row => new PartitionRecord(row.Text(0), row.Whole(1), row.Whole(2))).ConfigureAwait(false),
            ],
            calls.Bytes);
    }
}
