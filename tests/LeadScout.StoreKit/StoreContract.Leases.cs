using LeadScout.Jobs;
using LeadScout.Teaching.Calls;
using Xunit;

namespace LeadScout.StoreKit;

public abstract partial class StoreContract
{
    [Fact]
    public async Task A_job_that_is_at_work_is_not_begun_a_second_time()
    {
        await using var store = await OpenAsync();
        var epoch = await store.Store.LeaseAsync(Sample.JobId(1));
        var refused = await Assert.ThrowsAsync<JobHeldException>(() => store.Store.LeaseAsync(Sample.JobId(1)));
        Assert.Equal(JobHeldException.HeldCode, refused.Code);
        Assert.Contains(Sample.JobId(1).Value, refused.Message);
        await store.Store.LeaseAsync(Sample.JobId(2)); // another job's is another's
        await store.Store.EndLeaseAsync(Sample.JobId(1), epoch);
        Assert.True(await store.Store.LeaseAsync(Sample.JobId(1)) > epoch);
    }

    [Fact]
    public async Task A_runner_whose_job_was_taken_over_writes_nothing_any_more()
    {
        await using var store = await OpenAsync();
        var job = Sample.Job() with { State = JobState.Running };
        var old = await store.Store.LeaseAsync(job.Id);
        await store.Store.SaveAsync(job with { Epoch = old });
        var call = await store.Store.BeginAsync(Sample.Intent(job.Id, "VP Sales") with { Epoch = old });
        await store.AbandonAsync(job.Id);
        var epoch = await store.Store.LeaseAsync(job.Id);
        Assert.True(epoch > old);

        await Assert.ThrowsAsync<JobHeldException>(() => store.Store.SaveAsync(job with { Epoch = old }));
        await Assert.ThrowsAsync<JobHeldException>(
            () => store.Store.SaveAsync(job with { Epoch = old, State = JobState.Done }, [Sample.Applied(1, "word:vp")]));
        await Assert.ThrowsAsync<JobHeldException>(() => store.Store.BeginAsync(Sample.Intent(job.Id, "CFO") with { Epoch = old }));
        await Assert.ThrowsAsync<JobHeldException>(() => store.Store.CommitAsync(Sample.End(call, Sample.Answer("VP Sales"))));
        await store.Store.EndLeaseAsync(job.Id, old); // and can't give away what is not its own
        await Assert.ThrowsAsync<JobHeldException>(() => store.Store.LeaseAsync(job.Id));

        Assert.Equal(0, await store.Store.LogPositionAsync());
        Assert.Equal(CallState.Lost, Assert.Single(await store.Store.CallsAsync(job.Id)).State);
        Assert.Equal(JobState.Running, (await store.Store.FindAsync(job.Id))!.State);

        await store.Store.SaveAsync(job with { Epoch = epoch });
        var again = await store.Store.BeginAsync(Sample.Intent(job.Id, "VP Sales") with { Epoch = epoch });
        await store.Store.CommitAsync(Sample.End(again, Sample.Answer("VP Sales")));
        Assert.Equal(1, await store.Store.LogPositionAsync());
    }

    [Fact]
    public async Task Taking_a_jobs_lease_counts_the_calls_as_lost_that_nobody_waits_for()
    {
        await using var store = await OpenAsync();
        var lost = await store.Store.BeginAsync(Sample.Intent(Sample.JobId(1), "VP Sales"));
        var others = await store.Store.BeginAsync(Sample.Intent(Sample.JobId(2), "CFO"));
        await store.Store.LeaseAsync(Sample.JobId(1));
        var line = Assert.Single(await store.Store.CallsAsync(Sample.JobId(1)));
        Assert.Equal((lost, CallState.Lost, line.Intent.Ceiling), (line.Id, line.State, line.Cost));
        Assert.Equal(CallState.Open, Assert.Single(await store.Store.CallsAsync(Sample.JobId(2))).State);
        await store.Store.CommitAsync(Sample.End(others, Sample.Answer("CFO")));
    }
}
