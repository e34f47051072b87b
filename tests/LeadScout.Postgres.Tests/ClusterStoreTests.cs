using System.Collections.Immutable;
using LeadScout.Jobs;
using LeadScout.StoreKit;
using LeadScout.Stores;
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
