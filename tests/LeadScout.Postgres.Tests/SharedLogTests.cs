using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.StoreKit;
using LeadScout.Teaching.Asking;
using LeadScout.Texts;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace LeadScout.Postgres.Tests;

/// <summary>What processes hear of each other, and what they do when they do not.</summary>
public sealed class SharedLogTests(SharedServer shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_waits_is_woken_by_every_kind_of_change_and_sees_what_kind_it_was()
    {
        var database = await shared.TakeDatabaseAsync();
        await using var one = await OpenAsync(database);
        await using var other = await OpenAsync(database);
        await HeardAsync(database, other);
        (Func<Task> Change, LogState State)[] changes =
        [
            (() => one.AppendAsync([Sample.FromPerson("a"), Sample.Answer("b")], Cancellation), new(2, 0)),
            (() => one.RetractAsync(1, new Retraction("mira", Sample.Start), Cancellation), new(2, 1)),
            (() => one.AppendAsync(Sample.Verdict("word:a"), Cancellation), new(2, 2)),
            (() => one.ForgetAsync(Forgetting.Texts([TextKey.Of("b")]), Cancellation), new(2, 3)),
        ];
        foreach (var (change, state) in changes)
        {
            var next = other.NextChange;
            await change();
            await next.WaitAsync(Cancellation);
            Assert.Equal(state, await other.StateAsync(Cancellation));
        }
    }

    [Fact]
    public async Task A_listener_whose_connection_is_cut_listens_again()
    {
        var database = await shared.TakeDatabaseAsync();
        await using var one = await OpenAsync(database);
        await using var other = await OpenAsync(database);
        await HeardAsync(database, other);
        await shared.Server.TerminateAsync(database);
        await HeardAsync(database, other);
        var next = other.NextChange;
        await one.AppendAsync([Sample.Answer("a")], Cancellation);
        await next.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task A_claim_that_ended_while_the_server_was_away_is_told_with_the_next_beat_and_ends_no_later_one()
    {
        var clock = new FakeTimeProvider();
        var database = await shared.TakeDatabaseAsync();
        await using var store = await OpenAsync(database, clock);
        await using var another = await OpenAsync(database);
        var (mine, others) = ((ITextClaims)store, (ITextClaims)another);
        AskId[] asks = [new(Sample.Question, TextKey.Of("a")), new(Sample.Question, TextKey.Of("b"))];
        Assert.Equal(2, (await mine.ClaimAsync(null, "teacher", asks, Cancellation)).Count);
        await shared.Server.RunAsync("postgres", $"ALTER DATABASE {database} ALLOW_CONNECTIONS false");
        await shared.Server.RunAsync(
            "postgres",
            $"""
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{database}' AND pid NOT IN (
                SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted)
            """);
        await mine.EndClaimsAsync("teacher", asks);
        await shared.Server.RunAsync("postgres", $"ALTER DATABASE {database} ALLOW_CONNECTIONS true");
        Assert.Empty(await others.ClaimAsync(null, "teacher", asks, Cancellation));
        Assert.Single(await mine.ClaimAsync(null, "teacher", asks[..1], Cancellation)); // claimed again before the end of the first was told
        do
        {
            clock.Advance(TimeSpan.FromSeconds(10));
        }
        while (await shared.Server.RunAsync(database, "SELECT count(*) = 1 FROM claim") is not true && !Cancellation.IsCancellationRequested);

        Assert.Equal(asks[1..], await others.ClaimAsync(null, "teacher", asks, Cancellation));
    }

    [Fact]
    public async Task A_claim_of_a_process_that_stands_still_ends_after_a_minute_and_one_that_beats_keeps_its_own()
    {
        var clock = new FakeTimeProvider();
        var database = await shared.TakeDatabaseAsync();
        await using var store = await OpenAsync(database, clock);
        await using var another = await OpenAsync(database);
        AskId[] asks = [new(Sample.Question, TextKey.Of("a"))];
        await ((ITextClaims)store).ClaimAsync(null, "teacher", asks, Cancellation);
        await shared.Server.RunAsync(database, "UPDATE claim SET renewed_at = renewed_at - interval '50 seconds'");
        Assert.Empty(await ((ITextClaims)another).ClaimAsync(null, "teacher", asks, Cancellation));
        do
        {
            clock.Advance(TimeSpan.FromSeconds(10));
        }
        while (await shared.Server.RunAsync(database, "SELECT renewed_at > now() - interval '10 seconds' FROM claim") is not true && !Cancellation.IsCancellationRequested);

        await shared.Server.RunAsync(database, "UPDATE claim SET renewed_at = renewed_at - interval '1 hour'");
        Assert.Single(await ((ITextClaims)another).ClaimAsync(null, "teacher", asks, Cancellation));
        await ((ITextClaims)store).EndClaimsAsync("teacher", asks); // late: it is the other's now
        Assert.Equal(1L, await shared.Server.RunAsync(database, "SELECT count(*) FROM claim"));
    }

    [Fact]
    public async Task A_runner_that_was_taken_over_has_lost_its_claims_and_takes_none_back()
    {
        var database = await shared.TakeDatabaseAsync();
        await using var old = await OpenAsync(database);
        await using var next = await OpenAsync(database);
        await using var third = await OpenAsync(database);
        var job = Sample.JobId(1);
        AskId[] asks = [new(Sample.Question, TextKey.Of("a"))];
        await old.LeaseAsync(job, Cancellation);
        Assert.Single(await ((ITextClaims)old).ClaimAsync(job, "teacher", asks, Cancellation));
        await shared.Server.RunAsync(database, "UPDATE job_lease SET renewed_at = renewed_at - interval '1 hour'");
        await next.LeaseAsync(job, Cancellation);
        Assert.Equal(0L, await shared.Server.RunAsync(database, "SELECT count(*) FROM claim"));

        Assert.Single(await ((ITextClaims)next).ClaimAsync(job, "teacher", asks, Cancellation));
        await Assert.ThrowsAsync<JobHeldException>(() => ((ITextClaims)old).ClaimAsync(job, "teacher", asks, Cancellation));
        await ((ITextClaims)old).EndClaimsAsync("teacher", asks);
        Assert.Empty(await ((ITextClaims)third).ClaimAsync(null, "teacher", asks, Cancellation));
    }

    [Fact]
    public async Task Writers_that_lock_one_another_out_all_land()
    {
        var database = await shared.TakeDatabaseAsync();
        await using var one = await OpenAsync(database);
        await using var other = await OpenAsync(database);
        await shared.Server.RunAsync(database, "CREATE TABLE crosswise (id integer PRIMARY KEY, value integer); INSERT INTO crosswise VALUES (1, 0), (2, 0)");
        var (met, tries) = (new CountdownEvent(2), 0);
        await Task.WhenAll(CrossAsync(one, 1, 2), CrossAsync(other, 2, 1)).WaitAsync(Cancellation);
        Assert.Equal(4L, await shared.Server.RunAsync(database, "SELECT sum(value) FROM crosswise"));
        Assert.Equal(3, tries);

        Task<int> CrossAsync(PostgresStore store, int first, int second) => store.Transactions.WriteAsync(
            async connection =>
            {
                await connection.RunAsync("UPDATE crosswise SET value = value + 1 WHERE id = @id", ("id", first));
                if (Interlocked.Increment(ref tries) <= 2)
                {
                    met.Signal();
                    await Task.Run(() => met.Wait(Cancellation), Cancellation);
                }

                return await connection.RunAsync("UPDATE crosswise SET value = value + 1 WHERE id = @id", ("id", second));
            },
            Cancellation);
    }

    [Fact]
    public async Task Where_all_transactions_are_serialisable_writers_that_race_all_land_in_order()
    {
        var database = await shared.TakeDatabaseAsync();
        await shared.Server.RunAsync("postgres", $"ALTER DATABASE {database} SET default_transaction_isolation = 'serializable'");
        await using var one = await OpenAsync(database);
        await using var other = await OpenAsync(database);
        await Task.WhenAll(Enumerable.Range(0, 24).Select(i => (i % 2 == 0 ? one : other).AppendAsync([Sample.Answer($"text {i}")], Cancellation)));
        var positions = new List<long>();
        await foreach (var answer in one.ReadAllAsync(cancellation: Cancellation))
        {
            positions.Add(answer.Position);
        }

        Assert.Equal(Enumerable.Range(1, 24).Select(position => (long)position), positions);
    }

    private Task HeardAsync(string database, PostgresStore store)
    {
        _ = store.NextChange;
        return shared.Server.WaitUntilAsync(
            database, "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query = 'LISTEN leadscout' AND state = 'idle')");
    }

    private Task<PostgresStore> OpenAsync(string database, TimeProvider? clock = null) =>
        PostgresStore.OpenAsync(shared.Server.Address(database), clock: clock);
}
