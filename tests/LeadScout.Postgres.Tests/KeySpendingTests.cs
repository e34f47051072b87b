using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.StoreKit;
using LeadScout.Stores;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Postgres.Tests;

/// <summary>A key's spending limit is one over all processes, whoever spends with it and on what.</summary>
public sealed class KeySpendingTests(SharedServer shared)
{
    private const string Key = "abcd1234";

    [Fact]
    public async Task Processes_that_race_never_hold_more_than_the_limit_together()
    {
        var stores = await OpenAsync(4, new Money(10_000));
        var held = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => TryHold(stores[i % 4], 1_000, 1_000))));
        Assert.Equal(10, held.Count(hold => hold is not null));
        Assert.Equal(new Money(10_000), stores[3].Service.Charged(Key));

        // What was held and not spent is free again; what was spent is not, not even for a moment.
        var holds = held.OfType<KeyHold>().ToArray();
        stores[0].Service.Settle(holds[0], null);
        stores[1].Service.Settle(holds[1], Entry("call 1", 400));
        Assert.Equal(new Money(8_400), stores[2].Service.Charged(Key));
        Assert.Equal(600, TryHold(stores[2], 5_000, 600)!.Amount.NanoDollars);
        Assert.Null(TryHold(stores[3], 2_000, 1_001));
        Assert.NotNull(TryHold(stores[3], 1_000, 1_000));
        await CloseAsync(stores);
    }

    [Fact]
    public async Task Of_jobs_that_race_for_a_key_those_begin_that_its_limit_has_room_for()
    {
        var stores = await OpenAsync(3, new Money(10_000));
        TryHold(stores[0], 1_000, 1_000);
        var begun = await Task.WhenAll(Enumerable.Range(0, 9).Select(i => Task.Run(() => TrySave(stores[i % 3], JobOf(i, 3_000)))));
        Assert.Equal(3, begun.Count(isBegun => isBegun));
        Assert.Equal(3, stores[0].Service.Jobs().Length);
        Assert.Null(TryHold(stores[1], 1, 1));

        // A job that stands still counts for what it cost, so another may begin.
        stores[2].Service.Save(stores[0].Service.Jobs()[0] with { IsWanted = false });
        Assert.True(TrySave(stores[1], JobOf(100, 3_000)));
        Assert.False(TrySave(stores[0], stores[0].Service.Jobs()[0] with { IsWanted = true }));
        await CloseAsync(stores);
    }

    [Fact]
    public async Task What_a_deleted_job_has_cost_stays_on_its_key_once_however_often_it_is_begun_and_deleted()
    {
        var stores = await OpenAsync(1, new Money(10_000));
        var (store, job) = (stores[0], JobOf(1, 10_000));
        var epoch = await store.LeaseAsync(job.Id, TestContext.Current.CancellationToken);
        await store.SaveAsync(Sample.Job(1) with { Epoch = epoch }, TestContext.Current.CancellationToken);
        for (var time = 0; time < 2; time++)
        {
            store.Service.Save(job);
            await store.BeginAsync(CallOf(job.Id, epoch, 3_000), TestContext.Current.CancellationToken);
            store.Service.Save(job with { IsWanted = false });
            Assert.Equal(new Money(3_000 * (time + 1)), store.Service.Charged(Key));
            store.Service.Delete(job.Id, Sample.Start);
            Assert.Equal(new Money(3_000 * (time + 1)), store.Service.Charged(Key));
        }

        Assert.False(TrySave(store, JobOf(2, 4_001)));
        Assert.True(TrySave(store, JobOf(2, 4_000)));
        await CloseAsync(stores);
    }

    [Fact]
    public async Task What_a_process_held_that_is_long_gone_is_taken_for_spent()
    {
        var stores = await OpenAsync(2, new Money(10_000));
        TryHold(stores[0], 4_000, 4_000);
        await stores[0].DisposeAsync();
        Assert.Equal(new Money(4_000), stores[1].Service.Charged(Key));
        await shared.Server.RunAsync(_database!, "UPDATE key_hold SET at = at - interval '11 minutes'");
        Assert.NotNull(TryHold(stores[1], 6_000, 6_000));
        Assert.Equal(new Money(10_000), stores[1].Service.Charged(Key));
        Assert.Equal(new Money(4_000), Assert.Single(stores[1].Service.ActivityLog(0, 9).ActivityLog).PossiblyBilled);
        await stores[1].DisposeAsync();
    }

    private string? _database;

    private static KeyHold? TryHold(PostgresStore store, long most, long least)
    {
        try
        {
            return store.Service.Hold(Key, new Money(most), new Money(least));
        }
        catch (KeyLimitException)
        {
            return null;
        }
    }

    private static bool TrySave(PostgresStore store, SubmittedJob job)
    {
        try
        {
            store.Service.Save(job);
            return true;
        }
        catch (KeyLimitException)
        {
            return false;
        }
    }

    private static ActivityEntry Entry(string about, long cost) => new(0, Sample.Start, "test", Key, "ask", about, 1, new Money(cost));

    private static CallIntent CallOf(JobId job, long epoch, long most) => new()
    {
        Job = job,
        Epoch = epoch,
        Batch = BatchId.OfPlan(1),
        Attempt = 1,
        Teacher = Sample.Teacher,
        Questions = [Sample.Question],
        Texts = [TextKey.Of("a")],
        Ceiling = new Money(most),
        At = Sample.Start,
    };

    private static SubmittedJob JobOf(int number, long most) => new()
    {
        Id = Sample.JobId(number),
        InputName = "leads.csv",
        QuestionName = "department",
        Teacher = Sample.Teacher,
        Invocation = Sample.Job().Invocation,
        Settings = new JobSettings { MaxCost = new Money(most) },
        IsWanted = true,
        By = "test",
        Key = Key,
        At = Sample.Start,
    };

    private static async Task CloseAsync(IEnumerable<PostgresStore> stores)
    {
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }
    }

    private async Task<PostgresStore[]> OpenAsync(int processes, Money limit)
    {
        _database = await shared.TakeDatabaseAsync();
        var stores = new PostgresStore[processes];
        for (var i = 0; i < processes; i++)
        {
            stores[i] = await PostgresStore.OpenAsync(shared.Server.Address(_database));
        }

        stores[0].Service.Save(new ApiKey { Id = Key, Name = "test", Scope = 1, Hash = [.. new byte[32]], SpendingLimit = limit, CreatedAt = Sample.Start });
        return stores;
    }
}
