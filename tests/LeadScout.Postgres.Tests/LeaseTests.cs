using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.StoreKit;
using LeadScout.Teaching.Asking;
using LeadScout.Texts;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Xunit;

namespace LeadScout.Postgres.Tests;

/// <summary>Who has a job's lease when several want it at once, and what becomes of it while the server is away.</summary>
public sealed class LeaseTests(SharedServer shared)
{
    private const string PresencePid = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND classid = 1279615332 AND granted"
        + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    private static readonly JobId Id = new("0123456789ab");

    private readonly FakeTimeProvider _clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_those_who_begin_a_new_job_at_once_one_has_it()
    {
        var database = await shared.TakeDatabaseAsync();
        await using var one = await OpenAsync(database);
        await using var other = await OpenAsync(database);
        for (var i = 0; i < 20; i++)
        {
            var id = new JobId($"{i:x12}");
            var epochs = await Task.WhenAll(new[] { one, other, one, other }.Select(store => Task.Run(() => EpochAsync(store, id))));
            Assert.Equal([1L], epochs.OfType<long>());
        }
    }

    [Fact]
    public async Task A_lease_that_ended_while_the_server_was_away_is_free_to_its_own_process_at_once_and_to_others_with_the_next_beat()
    {
        var database = await shared.TakeDatabaseAsync();
        await using var server = await OpenAsync(database, _clock);
        await using var other = await OpenAsync(database);
        await EndUnheardAsync(server, database, Id);
        await Assert.ThrowsAsync<JobHeldException>(() => other.LeaseAsync(Id, Cancellation));
        await server.DeleteAsync(Id, Cancellation);
        Assert.Equal(2, await server.LeaseAsync(Id, Cancellation));

        // What was told late of the first lease is not said of the second.
        await BeatUntilAsync(database, "SELECT holder IS NOT NULL AND renewed_at > now() - interval '5 seconds' FROM job_lease");
        await Assert.ThrowsAsync<JobHeldException>(() => server.LeaseAsync(Id, Cancellation));

        var another = new JobId("ba9876543210");
        await EndUnheardAsync(server, database, another);
        await BeatUntilAsync(database, $"SELECT holder IS NULL FROM job_lease WHERE job = '{another}'");
        Assert.Equal(2, await other.LeaseAsync(another, Cancellation));
        await Assert.ThrowsAsync<JobHeldException>(() => other.LeaseAsync(Id, Cancellation));
    }

    [Fact]
    public async Task A_lease_whose_taker_never_heard_of_it_is_free_to_its_own_process_at_once_and_to_others_when_it_is_old()
    {
        var database = await shared.TakeDatabaseAsync();
        await using var server = await OpenAsync(database, _clock);
        await using var other = await OpenAsync(database);
        var another = new JobId("ba9876543210");
        foreach (var job in new[] { Id, another })
        {
            await TakeUnheardAsync(server, database, job);
            Assert.Equal(1L, await shared.Server.RunAsync(database, $"SELECT epoch FROM job_lease WHERE job = '{job}' AND holder IS NOT NULL"));
        }

        await Assert.ThrowsAsync<JobHeldException>(() => other.LeaseAsync(Id, Cancellation));
        Assert.Equal(0, await server.SettleAsync(Id, Cancellation));
        Assert.Equal(2, await server.LeaseAsync(Id, Cancellation));
        await Assert.ThrowsAsync<JobHeldException>(() => server.LeaseAsync(Id, Cancellation));

        // The process lives and beats, but nobody in it says that it still has that lease.
        await AgeAsync(database);
        await BeatUntilAsync(database, $"SELECT renewed_at > now() - interval '5 seconds' FROM job_lease WHERE job = '{Id}'");
        await AgeAsync(database);
        Assert.Equal(2, await other.LeaseAsync(another, Cancellation));
        await Assert.ThrowsAsync<JobHeldException>(() => other.LeaseAsync(Id, Cancellation));
    }

    [Fact]
    public async Task Leases_are_renewed_though_a_dead_connection_still_has_the_lock_and_the_store_closes()
    {
        var database = await shared.TakeDatabaseAsync();
        var server = await OpenAsync(database, _clock);
        await server.LeaseAsync(Id, Cancellation);
        await using (var dead = await shared.Server.ConnectAsync(database))
        {
            // Next in the queue for the lock, so that it is there before the process connects again.
            await using var command = new NpgsqlCommand("SELECT pg_advisory_lock(1279615332, holder) FROM job_lease", dead);
            var locked = command.ExecuteScalarAsync(Cancellation);
            await shared.Server.WaitUntilAsync(
                "postgres", $"SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND pid = {dead.ProcessID})");
            await shared.Server.RunAsync(database, $"SELECT pg_terminate_backend(({PresencePid}))");
            await locked;
            await AgeAsync(database);
            await BeatUntilAsync(database, "SELECT renewed_at > now() - interval '5 seconds' FROM job_lease");
            await AgeAsync(database);
            await BeatUntilAsync(database, "SELECT renewed_at > now() - interval '5 seconds' FROM job_lease");
        }

        // Once the dead one is gone, the process is seen by its own again.
        await BeatUntilAsync(database, $"SELECT EXISTS ({PresencePid})");
        await server.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_is_out_of_sight_is_given_a_moment_to_come_back_before_its_lease_or_its_claims_are_taken_over(bool lease)
    {
        var database = await shared.TakeDatabaseAsync();
        await using var holder = await OpenAsync(database);
        AskId[] asks = [new(Sample.Question, TextKey.Of("a"))];
        await holder.LeaseAsync(Id, Cancellation);
        await ((ITextClaims)holder).ClaimAsync(null, "teacher", asks, Cancellation);
        var connections = await shared.Server.RunAsync(
            "postgres", $"SELECT string_agg(pid::text, ', ') FROM pg_stat_activity WHERE datname = '{database}' AND application_name = 'leadscout'");
        await using var other = await OpenAsync(database, _clock);
        await ((ITextClaims)other).ClaimAsync(null, "another", asks, Cancellation); // so that it is present, too

        // It lives, but for some moments it can't connect.
        var isInSight = $"EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = 1 AND granted AND database = (SELECT oid FROM pg_database WHERE datname = '{database}'))";
        await shared.Server.RunAsync("postgres", $"ALTER DATABASE {database} ALLOW_CONNECTIONS false");
        await shared.Server.RunAsync("postgres", $"SELECT count(pg_terminate_backend(pid)) FROM unnest(ARRAY[{connections}]) AS pid");
        await shared.Server.WaitUntilAsync("postgres", $"SELECT NOT {isInSight}");
        Task taken = lease ? other.LeaseAsync(Id, Cancellation) : TakenAsync();
        await shared.Server.WaitUntilAsync(
            "postgres", $"SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = '{database}' AND state = 'idle' AND query LIKE '%pg_postmaster_start_time%')");
        await shared.Server.RunAsync("postgres", $"ALTER DATABASE {database} ALLOW_CONNECTIONS true");
        await shared.Server.WaitUntilAsync("postgres", $"SELECT {isInSight}");
        while (!taken.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        if (lease)
        {
            await Assert.ThrowsAsync<JobHeldException>(() => taken);
        }
        else
        {
            await taken;
        }

        async Task TakenAsync() => Assert.Empty(await ((ITextClaims)other).ClaimAsync(null, "teacher", asks, Cancellation));
    }

    private static async Task<long?> EpochAsync(PostgresStore store, JobId id)
    {
        try
        {
            return await store.LeaseAsync(id, Cancellation);
        }
        catch (JobHeldException)
        {
            return null;
        }
    }

    // The connection that shows that the process is alive holds out; no other is to be had while the lease ends.
    private async Task EndUnheardAsync(PostgresStore store, string database, JobId id)
    {
        var epoch = await store.LeaseAsync(id, Cancellation);
        await shared.Server.RunAsync("postgres", $"ALTER DATABASE {database} ALLOW_CONNECTIONS false");
        await shared.Server.RunAsync(
            "postgres",
            $"""
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{database}' AND pid NOT IN (
                SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted)
            """);
        await store.EndLeaseAsync(id, epoch);
        await shared.Server.RunAsync("postgres", $"ALTER DATABASE {database} ALLOW_CONNECTIONS true");
        Assert.Equal(true, await shared.Server.RunAsync(database, $"SELECT holder IS NOT NULL FROM job_lease WHERE job = '{id}'"));
    }

    // The server commits, the connection breaks before it can say so, and who asks how that ended is refused.
    private async Task TakeUnheardAsync(PostgresStore store, string database, JobId id)
    {
        store.Transactions.BeforeCommit = async _ =>
        {
            store.Transactions.BeforeCommit = null;
            await shared.Server.RunAsync("postgres", $"ALTER DATABASE {database} ALLOW_CONNECTIONS false");
        };
        store.Transactions.AfterCommit = connection =>
        {
            store.Transactions.AfterCommit = null;
            NpgsqlConnection.ClearPool(connection);
            throw new NpgsqlException("The connection broke before the server's word came.", new IOException());
        };
        await Assert.ThrowsAsync<PostgresException>(() => store.LeaseAsync(id, Cancellation));
        await shared.Server.RunAsync("postgres", $"ALTER DATABASE {database} ALLOW_CONNECTIONS true");
    }

    private Task<object?> AgeAsync(string database) =>
        shared.Server.RunAsync(database, "UPDATE job_lease SET renewed_at = renewed_at - interval '40 seconds'");

    private async Task BeatUntilAsync(string database, string sql)
    {
        do
        {
            _clock.Advance(TimeSpan.FromSeconds(10));
        }
        while (await shared.Server.RunAsync(database, sql) is not true && !Cancellation.IsCancellationRequested);

        Cancellation.ThrowIfCancellationRequested();
    }

    private Task<PostgresStore> OpenAsync(string database, TimeProvider? clock = null) =>
        PostgresStore.OpenAsync(shared.Server.Address(database), clock: clock);
}
