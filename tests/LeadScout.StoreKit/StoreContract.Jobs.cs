using LeadScout.Jobs;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.StoreKit;

public abstract partial class StoreContract
{
    [Fact]
    public void The_sample_job_sets_every_field()
    {
        var fresh = new JobSettings();
        Assert.All(
            typeof(JobSettings).GetProperties(),
            property => Assert.NotEqual(property.GetValue(fresh), property.GetValue(Sample.Job().Settings)));
        Assert.All(typeof(Job).GetProperties().Where(property => property.Name != nameof(Job.Epoch)), property => Assert.False(IsDefault(property.GetValue(Sample.Job())), property.Name));
        Assert.All(
            typeof(JobReport).GetProperties().Where(property => property.SetMethod is not null),
            property => Assert.False(IsDefault(property.GetValue(Sample.Report)), property.Name));
    }

    [Fact]
    public async Task A_saved_job_comes_back_with_every_field()
    {
        await using var store = await OpenAsync();
        await store.Store.SaveAsync(Sample.Job());
        await store.ReopenAsync();
        AssertSame(Sample.Job(), await store.Store.FindAsync(Sample.JobId(1)));
    }

    [Fact]
    public async Task A_job_without_limits_or_report_comes_back_so()
    {
        var bare = Sample.Job() with { Settings = new JobSettings(), Report = null, State = JobState.Interrupted };
        var unpriced = Sample.Job(2) with { Report = Sample.Report with { Cost = null, RowByRowCost = null, AskedTextsIfDeferred = null } };
        await using var store = await OpenAsync();
        await store.Store.SaveAsync(bare);
        await store.Store.SaveAsync(unpriced);
        await store.ReopenAsync();
        AssertSame(bare, await store.Store.FindAsync(bare.Id));
        AssertSame(unpriced, await store.Store.FindAsync(unpriced.Id));
    }

    [Fact]
    public async Task Moments_are_kept_to_the_tick_whatever_their_offset()
    {
        var job = Sample.Job() with { CreatedAt = Sample.Start.ToOffset(TimeSpan.FromHours(5.5)) };
        await using var store = await OpenAsync();
        await store.Store.SaveAsync(job);
        await store.ReopenAsync();
        Assert.Equal(Sample.Start, (await store.Store.FindAsync(job.Id))!.CreatedAt);
    }

    [Fact]
    public async Task Every_state_of_a_job_can_be_kept()
    {
        await using var store = await OpenAsync();
        var epoch = await store.Store.LeaseAsync(Sample.JobId(1)); // one at work without anybody at work on it was killed
        foreach (var state in Enum.GetValues<JobState>())
        {
            await store.Store.SaveAsync(Sample.Job() with { State = state, Epoch = epoch });
            Assert.Equal(state, (await store.Store.FindAsync(Sample.JobId(1)))!.State);
        }
    }

    [Fact]
    public async Task An_unknown_job_is_null()
    {
        await using var store = await OpenAsync();
        Assert.Null(await store.Store.FindAsync(Sample.JobId(1)));
        Assert.Empty(await store.Store.ListAsync());
    }

    [Fact]
    public async Task A_job_saved_again_is_changed_not_doubled()
    {
        var changed = Sample.Job() with { State = JobState.Done, OutputName = "elsewhere.csv" };
        await using var store = await OpenAsync();
        await store.Store.SaveAsync(Sample.Job());
        await store.Store.SaveAsync(changed);
        await store.Store.SaveAsync(changed);
        await store.ReopenAsync();
        AssertSame(changed, Assert.Single(await store.Store.ListAsync()));
    }

    [Fact]
    public async Task Jobs_are_listed_newest_first_and_by_id_when_of_one_moment()
    {
        await using var store = await OpenAsync();
        foreach (int number in new[] { 2, 4, 1, 3 })
        {
            await store.Store.SaveAsync(Sample.Job(number) with { CreatedAt = Sample.Start.AddTicks(number / 2) });
        }

        await store.ReopenAsync();
        Assert.Equal([4, 2, 3, 1], (await store.Store.ListAsync()).Select(job => Convert.ToInt32(job.Id.Value, 16)));
    }

    [Fact]
    public async Task A_line_of_a_job_says_what_the_job_says()
    {
        Job[] jobs =
        [
            Sample.Job(1) with { State = JobState.Done },
            Sample.Job(2) with { State = JobState.Running },
            Sample.Job(3) with { State = JobState.OutOfMoney, Report = Sample.Report with { Cost = null } },
            Sample.Job(4) with { State = JobState.Interrupted, Report = null },
        ];
        await using var store = await OpenAsync();
        foreach (var job in jobs)
        {
            await store.Store.SaveAsync(job);
        }

        await store.ReopenAsync();
        var (lines, all) = (await store.Store.LinesAsync(), await store.Store.ListAsync());
        Assert.Equal(all.Select(JobLine.Of), lines);
        Assert.Equal(jobs.Length, lines.Length);
        Assert.Contains(lines, line => line is { Rows: > 0, AskedTexts: > 0, Cost: not null });
        Assert.Equal((null, null, null), (lines.Single(line => line.Id == jobs[3].Id) is var bare ? (bare.Rows, bare.AskedTexts, bare.Cost) : default));
    }

    [Fact]
    public async Task A_deleted_job_loses_its_failures_but_not_its_calls_and_answers()
    {
        await using var store = await OpenAsync();
        await store.Store.SaveAsync(Sample.Job(1));
        await store.Store.SaveAsync(Sample.Job(2));
        foreach (int number in new[] { 1, 2 })
        {
            long call = await store.Store.BeginAsync(Sample.Intent(Sample.JobId(number), "a", "b"));
            await store.Store.CommitAsync(
                Sample.End(call, Sample.Answer("a")) with { Failures = [new FailedText(Sample.Question, TextKey.Of("b"), "nonsense") { Teacher = "ollama:other" }] });
        }

        await store.Store.DeleteAsync(Sample.JobId(1));
        await store.ReopenAsync();
        Assert.Equal(Sample.JobId(2), Assert.Single(await store.Store.ListAsync()).Id);
        Assert.Empty(await store.Store.FailuresAsync(Sample.JobId(1)));
        Assert.Single(await store.Store.FailuresAsync(Sample.JobId(2)));
        Assert.Single(await store.Store.CallsAsync(Sample.JobId(1)));
        Assert.Equal(2, (await ReadAsync(store, Sample.Question, Sample.Teacher)).Count);
    }

    [Fact]
    public async Task Deleting_what_is_not_there_is_no_error()
    {
        await using var store = await OpenAsync();
        await store.Store.DeleteAsync(Sample.JobId(1));
        Assert.Empty(await store.Store.ListAsync());
    }

    [Fact]
    public async Task A_cancelled_token_stops_a_method_before_it_does_anything()
    {
        var cancelled = new CancellationToken(canceled: true);
        await using var store = await OpenAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.Store.SaveAsync(Sample.Job(), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.Store.AppendAsync([Sample.FromPerson("a")], cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.Store.BeginAsync(Sample.Intent(null, "a"), cancelled));
        Assert.Empty(await store.Store.ListAsync());
        Assert.Equal(0, await store.Store.LogPositionAsync());
        Assert.Equal(1, await store.Store.BeginAsync(Sample.Intent(null, "a")));
    }

    private static bool IsDefault(object? value) =>
        value is null || (value.GetType().IsValueType && value.Equals(Activator.CreateInstance(value.GetType())));
}
