using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Stores;
using Npgsql;

namespace LeadScout.Postgres.Cluster;

/// <summary>The tables of the nodes and of what is at work on them.</summary>
internal static class NodeTable
{
    private const string NodeIsAlive = "node.beat_at > clock_timestamp() - interval '60 seconds' AND " + LeaseTable.NodeIsConnected;
    private const string RunIsAlive = "job_run.beat_at > clock_timestamp() - interval '60 seconds' AND " + LeaseTable.RunnerIsConnected;

    /// <summary>Says that a node lives and how its runs stand; forgets nodes that are long gone. Inside a transaction.</summary>
    /// <returns>Runs that are to stop.</returns>
    public static async Task<ImmutableArray<JobId>> BeatAsync(NpgsqlConnection connection, int holder, NodeBeat beat)
    {
        await connection.RunAsync(
            """
            INSERT INTO node (holder, name, address, version, places, position, started_at, beat_at)
            VALUES (@holder, @name, @address::text, @version, @places, @position, clock_timestamp(), clock_timestamp())
            ON CONFLICT (holder) DO UPDATE SET address = excluded.address, places = excluded.places, position = excluded.position, beat_at = excluded.beat_at
            """,
            ("holder", holder),
            ("name", beat.Name),
            ("address", beat.Address),
            ("version", beat.Version),
            ("places", beat.Places),
            ("position", beat.Position)).ConfigureAwait(false);
        await connection.RunAsync("DELETE FROM node WHERE beat_at < clock_timestamp() - interval '1 hour'").ConfigureAwait(false);
        if (beat.Runs.IsEmpty)
        {
            return [];
        }

        // In the order of the jobs, as everybody who changes several rows does.
        await connection.RunAsync(
            """
            UPDATE job_run SET detail = mine.detail, version = mine.version, beat_at = clock_timestamp()
            FROM (SELECT * FROM unnest(@jobs, @details, @versions) AS row (job, detail, version) ORDER BY job) AS mine
            WHERE job_run.job = mine.job AND holder = @holder
            """,
            ("holder", holder),
            ("jobs", beat.Runs.Select(run => run.Job.Value).ToArray()),
            ("details", beat.Runs.Select(run => StoredValue.Storable(run.Detail)).ToArray()),
            ("versions", beat.Runs.Select(run => run.Version).ToArray())).ConfigureAwait(false);
        return
        [
            .. await connection.RowsAsync(
                "SELECT job FROM unnest(@jobs) AS mine (job) WHERE NOT EXISTS (SELECT 1 FROM server_job WHERE server_job.job = mine.job AND wanted)",
                row => new JobId(row.Text(0)),
                ("jobs", beat.Runs.Select(run => run.Job.Value).ToArray())).ConfigureAwait(false),
        ];
    }

    /// <summary>Forgets a node and its runs. Inside a transaction.</summary>
    public static Task<int> LeaveAsync(NpgsqlConnection connection, int holder) => connection.RunAsync(
        "DELETE FROM job_run WHERE holder = @holder; DELETE FROM node WHERE holder = @holder", ("holder", holder));

    public static async Task<ImmutableArray<NodeRecord>> NodesAsync(NpgsqlConnection connection) =>
    [
        .. await connection.RowsAsync(
            $"""
            SELECT name, address, version, places, (SELECT count(*) FROM job_run WHERE job_run.holder = node.holder), position, started_at,
                   clock_timestamp() - beat_at
            FROM node WHERE {NodeIsAlive} ORDER BY started_at, holder
            """,
            row => new NodeRecord(
                row.Text(0),
                row.TextOrNull(1),
                row.Text(2),
                row.GetInt32(3),
                (int)row.Whole(4),
                row.Whole(5),
                row.GetFieldValue<DateTimeOffset>(6),
                row.GetTimeSpan(7))).ConfigureAwait(false),
    ];

    /// <summary>Takes a run, unless another holder has it that seems to live. Inside a transaction.</summary>
    public static async Task<bool> BeginRunAsync(NpgsqlConnection connection, JobId job, int holder, string node) =>
        await connection.ValueAsync(
            $"""
            INSERT INTO job_run (job, holder, node, detail, version, beat_at) VALUES (@job, @holder, @node, '', 0, clock_timestamp())
            ON CONFLICT (job) DO UPDATE SET
                holder = excluded.holder, node = excluded.node, detail = '', version = 0, beat_at = excluded.beat_at
            WHERE job_run.holder = excluded.holder OR NOT ({RunIsAlive})
            RETURNING job
            """,
            ("job", job.Value),
            ("holder", holder),
            ("node", node)).ConfigureAwait(false) is not null;

    /// <summary>Holds the row of a run until the transaction ends; false where it is another holder's by now.</summary>
    public static async Task<bool> HoldRunAsync(NpgsqlConnection connection, JobId job, int holder) => await connection.ValueAsync(
        "SELECT job FROM job_run WHERE job = @job AND holder = @holder FOR UPDATE", ("job", job.Value), ("holder", holder)).ConfigureAwait(false) is not null;

    public static Task<int> EndRunAsync(NpgsqlConnection connection, JobId job, int holder) => connection.RunAsync(
        "DELETE FROM job_run WHERE job = @job AND holder = @holder", ("job", job.Value), ("holder", holder));

    public static async Task<ImmutableArray<JobRunNote>> RunsAsync(NpgsqlConnection connection, JobId? job) =>
    [
        .. await connection.RowsAsync(
            $"SELECT job, node, detail, version FROM job_run WHERE (@job::text IS NULL OR job = @job) AND {RunIsAlive} ORDER BY job",
            row => new JobRunNote(new JobId(row.Text(0)), row.Text(1), row.Text(2), row.Whole(3)),
            ("job", job?.Value)).ConfigureAwait(false),
    ];

    public static async Task<ImmutableHashSet<JobId>> HeldAsync(NpgsqlConnection connection) =>
        (await connection.RowsAsync(
            $"SELECT job FROM job_lease WHERE holder IS NOT NULL AND {LeaseTable.IsAlive}", row => new JobId(row.Text(0))).ConfigureAwait(false))
            .ToImmutableHashSet();
}
