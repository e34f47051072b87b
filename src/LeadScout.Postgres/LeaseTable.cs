using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Teaching.Calls;
using Npgsql;

namespace LeadScout.Postgres;

/// <summary>
/// Who may work on a job. The epoch in the row is the proof, checked in every transaction of the job; whether its holder is alive is only guessed,
/// by its connection and by when it was last heard of.
/// </summary>
internal static class LeaseTable
{
    /// <summary>The namespace of the advisory locks that say that a process is connected: 'LEad'.</summary>
    public const int Presence = 0x4C456164;

    /// <summary>Whether the holder of a row of <c>job_lease</c> seems to be alive. A process that was paused or cut off for a minute is given up.</summary>
    public const string IsAlive = "job_lease.renewed_at > clock_timestamp() - interval '60 seconds' AND " + IsConnected;

    /// <summary>Whether the holder of a row of <c>claim</c> seems to be alive, by the same signs.</summary>
    public const string ClaimantIsAlive = "claim.renewed_at > clock_timestamp() - interval '60 seconds' AND " + ClaimantIsConnected;

    private const string ClaimantIsConnected = "EXISTS (SELECT 1 FROM pg_locks WHERE objid = claim.holder::oid AND " + IsPresence + ")";

    /// <summary>
    /// For how long whoever is out of sight is waited for. A connection may break under a process that lives, and after a restart of the server all
    /// processes are on their way back: whoever took over at once would pay again for calls that are out.
    /// </summary>
    private const string Grace = "greatest(interval '1 second', pg_postmaster_start_time() + interval '5 seconds' - clock_timestamp())";

    /// <summary>Whether the holder of a row of <c>node</c> is connected.</summary>
    public const string NodeIsConnected = "EXISTS (SELECT 1 FROM pg_locks WHERE objid = node.holder::oid AND " + IsPresence + ")";

    /// <summary>Whether the holder of a row of <c>job_run</c> is connected.</summary>
    public const string RunnerIsConnected = "EXISTS (SELECT 1 FROM pg_locks WHERE objid = job_run.holder::oid AND " + IsPresence + ")";

    /// <summary>Which rows of <c>pg_locks</c> say that a process is connected.</summary>
    public const string IsPresence = """
        locktype = 'advisory' AND classid = 1279615332 AND objsubid = 2 AND granted
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;

    private const string IsConnected = "EXISTS (SELECT 1 FROM pg_locks WHERE objid = job_lease.holder::oid AND " + IsPresence + ")";

    /// <summary>
    /// Takes a lease whose row this transaction holds, see <see cref="HoldAsync"/>. Every earlier call has been settled, so what is charged
    /// is what they cost.
    /// </summary>
    /// <returns>The new epoch.</returns>
    public static Task<long> TakeAsync(NpgsqlConnection connection, JobId job, int holder, string heldBy) => connection.WholeAsync(
        """
        UPDATE job_lease SET
            epoch = epoch + 1, holder = @holder, held_by = @heldBy, renewed_at = clock_timestamp(),
            charged_nanodollars = (
                SELECT coalesce(sum(coalesce(cost_nanodollars, ceiling_nanodollars)), 0)::bigint
                FROM call WHERE job = @job AND id NOT IN (SELECT call FROM settled_call))
        WHERE job = @job RETURNING epoch
        """,
        ("job", job.Value),
        ("holder", holder),
        ("heldBy", heldBy));

    /// <summary>
    /// Holds the lease's row until the transaction ends, and refuses where somebody is at work under it. A new job's row is made first:
    /// of two who begin the job at once, the second has to wait for the first, and then sees it at work.
    /// </summary>
    /// <exception cref="JobHeldException">Somebody is.</exception>
    public static async Task HoldAsync(NpgsqlConnection connection, JobId job, int holder, HeldLeases leases)
    {
        await connection.RunAsync(
            """
            INSERT INTO job_lease (job, epoch, held_by, renewed_at, charged_nanodollars) VALUES (@job, 0, '', clock_timestamp(), 0)
            ON CONFLICT (job) DO NOTHING
            """,
            ("job", job.Value)).ConfigureAwait(false);
        await RequireFreeAsync(connection, job, holder, epoch => leases.EpochOf(job) == epoch).ConfigureAwait(false);
    }

    /// <summary>Holds the lease's row until the transaction ends, and refuses where somebody is at work under it.</summary>
    /// <param name="connection">In the transaction.</param>
    /// <param name="job">The job.</param>
    /// <param name="holder">This process's number; null for one that never held a lease.</param>
    /// <param name="has">Whether this process knows of having the lease of that epoch.</param>
    /// <exception cref="JobHeldException">Somebody is.</exception>
    public static async Task RequireFreeAsync(NpgsqlConnection connection, JobId job, int? holder, Func<long, bool> has)
    {
        var held = await connection.RowsAsync(
            $"SELECT held_by, holder IS NOT NULL AND {IsAlive}, holder, epoch FROM job_lease WHERE job = @job FOR UPDATE",
            row => (
                By: row.Text(0), IsAlive: row.GetBoolean(1), Holder: row.IsDBNull(2) ? (int?)null : row.GetInt32(2), Epoch: row.Whole(3)),
            ("job", job.Value)).ConfigureAwait(false);
        if (held is [{ IsAlive: true, By: var by } lease] && (lease.Holder != holder || has(lease.Epoch)))
        {
            throw HeldBy(job, by);
        }
    }

    /// <summary>What is said of a job at which somebody is at work.</summary>
    public static JobHeldException HeldBy(JobId job, string by) => new(
        job, UserMessage.Of($"Job {job} is at work elsewhere: {by}. Wait until it ends there, or stop it there; then run the same command again. Nothing was asked."));

    /// <summary>For how long to wait before a lease is taken over: zero where it is free, or where its holder is in sight or long silent.</summary>
    public static Task<TimeSpan> GraceAsync(NpgsqlConnection connection, JobId job, int holder) => GraceAsync(
        connection,
        $"""
        job_lease WHERE job = @job AND holder <> @holder AND renewed_at > clock_timestamp() - interval '60 seconds' AND NOT {IsConnected}
        """,
        ("job", job.Value),
        ("holder", holder));

    /// <summary>The same before claims of another process on texts are taken over.</summary>
    public static Task<TimeSpan> GraceAsync(NpgsqlConnection connection, string teacher, byte[][] questions, byte[][] keys, int holder) => GraceAsync(
        connection,
        $"""
        unnest(@questions, @keys) AS wanted (question, text_key)
        JOIN claim ON claim.teacher = @teacher AND claim.question = wanted.question AND claim.text_key = wanted.text_key
        WHERE holder <> @holder AND renewed_at > clock_timestamp() - interval '60 seconds' AND NOT {ClaimantIsConnected}
        """,
        ("questions", questions),
        ("keys", keys),
        ("teacher", teacher),
        ("holder", holder));

    /// <summary>Checks in a job's own transaction that it still has the lease, and charges what a call holds back or gives back.</summary>
    /// <exception cref="JobHeldException">Another has taken the job over.</exception>
    public static async Task ChargeAsync(NpgsqlConnection connection, JobId job, long epoch, long nanoDollars)
    {
        if (await connection.RunAsync(
            """
            UPDATE job_lease SET charged_nanodollars = charged_nanodollars + @charge, renewed_at = clock_timestamp()
            WHERE job = @job AND epoch = @epoch
            """,
            ("job", job.Value),
            ("epoch", epoch),
            ("charge", nanoDollars)).ConfigureAwait(false) == 0)
        {
            throw JobHeldException.TakenOver(job);
        }
    }

    /// <summary>The job of a call that was taken over since the call began; null where it was not.</summary>
    public static async Task<JobId?> LostAsync(NpgsqlConnection connection, long call) =>
        await connection.ValueAsync(
            "SELECT call.job FROM call JOIN job_lease ON job_lease.job = call.job WHERE id = @call AND job_lease.epoch > call.epoch",
            ("call", call)).ConfigureAwait(false) is string job ? new JobId(job) : null;

    /// <summary>
    /// Refuses a call that the job's spending limit has no room for, open calls at their ceiling. Under the row that <see cref="ChargeAsync"/> holds,
    /// so however many ask for room at once, they cannot pass the limit together.
    /// </summary>
    /// <exception cref="BadInputException">There is no room.</exception>
    public static async Task RequireFitsAsync(NpgsqlConnection connection, JobId job)
    {
        if ((bool)(await connection.ValueAsync(
            """
            SELECT coalesce(bool_and(charged_nanodollars <= (settings->>'MaxCost')::bigint), true)
            FROM job_lease JOIN job ON id = job WHERE id = @job AND settings->>'MaxCost' IS NOT NULL
            """,
            ("job", job.Value)).ConfigureAwait(false))! == false)
        {
            throw new BadInputException(
                "limit-reached",
                $"The spending limit of job {job} has no room for another call: another process spends from it. Nothing was asked. Raise it with {Setting.MaxCost}.");
        }
    }

    /// <summary>Lets the lease go, if it is still this one.</summary>
    public static Task<int> EndAsync(NpgsqlConnection connection, JobId job, long epoch, CancellationToken cancellationToken) =>
        connection.RunAsync(
            "UPDATE job_lease SET holder = NULL WHERE job = @job AND epoch = @epoch",
            cancellationToken,
            ("job", job.Value),
            ("epoch", epoch));

    /// <summary>Says that the holder of a lease is alive, if it is still this one.</summary>
    public static Task<int> RenewAsync(
        NpgsqlConnection connection, JobId job, long epoch, int holder, CancellationToken cancellationToken) =>
        connection.RunAsync(
            "UPDATE job_lease SET renewed_at = clock_timestamp() WHERE job = @job AND epoch = @epoch AND holder = @holder",
            cancellationToken,
            ("job", job.Value),
            ("epoch", epoch),
            ("holder", holder));

    private static async Task<TimeSpan> GraceAsync(NpgsqlConnection connection, string outOfSight, params (string Name, object? Value)[] parameters) =>
        await connection.ValueAsync($"SELECT {Grace} FROM {outOfSight} LIMIT 1", parameters).ConfigureAwait(false) is TimeSpan grace ? grace : TimeSpan.Zero;
}
