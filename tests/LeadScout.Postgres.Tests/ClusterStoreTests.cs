using System.Collections.Immutable;
using LeadScout.Jobs;
using LeadScout.StoreKit;
using LeadScout.Stores;
using LeadScout.Teaching.Calls;
using Xunit;

namespace LeadScout.Postgres.Tests;

/// <summary>What a node may still say of a run that another has taken over.</summary>
public sealed class ClusterStoreTests(SharedServer shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_node_that_was_taken_over_neither_ends_the_run_of_the_next_nor_keeps_a_result()
    {
        var database = await shared.TakeDatabaseAsync();
        await using var old = await PostgresStore.OpenAsync(shared.Server.Address(database));
        await using var next = await PostgresStore.OpenAsync(shared.Server.Address(database));
        IClusterStore paused = old, other = next;
        var job = Given();
        old.Service.Save(job);
        Assert.True(await paused.BeginRunAsync(job.Id, Cancellation));
        Assert.False(await other.BeginRunAsync(job.Id, Cancellation));
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "of the first", Cancellation);
            await paused.PutFileAsync("results/1/out.csv", file, job.Id, Cancellation);

            await shared.Server.RunAsync(database, "UPDATE job_run SET beat_at = beat_at - interval '1 hour'");
            Assert.True(await other.BeginRunAsync(job.Id, Cancellation));
            next.Service.Save(job with { Settings = job.Settings with { MaxCost = new(7) } }); // resumed with more money
            await paused.KeepEndAsync(job with { IsWanted = false, Problem = "late" }, Cancellation);
            Assert.Equal((true, null, 7), Stored(next, job));
            await Assert.ThrowsAsync<JobHeldException>(() => paused.PutFileAsync("results/1/late.csv", file, job.Id, Cancellation));
            Assert.Equal(["results/1/out.csv"], (await other.FilesAsync("results/", Cancellation)).Select(kept => kept.Path));
        }
        finally
        {
            File.Delete(file);
        }

        await other.KeepEndAsync(job with { IsWanted = false, Problem = "the end" }, Cancellation);
        Assert.Equal((false, "the end", 7), Stored(old, job));
    }

    [Fact]
    public async Task A_pause_that_was_said_while_a_run_ended_is_not_forgotten()
    {
        await using var store = await PostgresStore.OpenAsync(shared.Server.Address(await shared.TakeDatabaseAsync()));
        var job = Given();
        store.Service.Save(job with { IsWanted = false });
        await ((IClusterStore)store).BeginRunAsync(job.Id, Cancellation);
        await ((IClusterStore)store).KeepEndAsync(job, Cancellation);
        Assert.False(store.Service.FindJob(job.Id)!.IsWanted);
    }

    [Fact]
    public async Task Who_hands_out_permits_anew_reads_which_calls_of_a_service_went_out_in_the_last_minute()
    {
        await using var store = await PostgresStore.OpenAsync(shared.Server.Address(await shared.TakeDatabaseAsync()));
        var (cluster, now) = ((IClusterStore)store, TimeProvider.System.GetUtcNow());
        var ended = await store.BeginAsync(CallAt(now.AddSeconds(-40)), Cancellation);
        await store.CommitAsync(Sample.End(ended));
        await store.BeginAsync(CallAt(now.AddSeconds(-70)), Cancellation); // long ago
        await store.BeginAsync(CallAt(now.AddHours(1)), Cancellation); // of a node whose clock is fast
        await store.BeginAsync(CallAt(now.AddSeconds(-5)) with { Teacher = "another" }, Cancellation);

        var calls = await cluster.RecentCallsAsync(Sample.Teacher, Cancellation);

        Assert.Equal([(1030L, false), (1030L, true)], calls.Select(call => (call.Tokens, call.IsOpen))); // an open one counts as the largest
        Assert.InRange(calls[0].Ago, TimeSpan.FromSeconds(39), TimeSpan.FromSeconds(60));
        Assert.Equal(TimeSpan.Zero, calls[1].Ago);

        static CallIntent CallAt(DateTimeOffset at) => Sample.Intent(null, "a text") with { At = at };
    }

    private static (bool IsWanted, string? Problem, long? MaxCost) Stored(PostgresStore store, SubmittedJob job) =>
        store.Service.FindJob(job.Id) is { } kept ? (kept.IsWanted, kept.Problem?.ToString(), kept.Settings.MaxCost?.NanoDollars) : default;

    private static SubmittedJob Given() => new()
    {
        Id = Sample.JobId(1),
        InputName = "leads.csv",
        QuestionName = "department",
        Teacher = Sample.Teacher,
        Invocation = ImmutableSortedDictionary<string, string>.Empty,
        Settings = new JobSettings(),
        IsWanted = true,
        By = "test",
        At = Sample.Start,
    };
}
