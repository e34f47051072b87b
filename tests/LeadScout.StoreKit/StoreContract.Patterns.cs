using LeadScout.Jobs;
using LeadScout.Patterns;
using LeadScout.Questions;
using Xunit;

namespace LeadScout.StoreKit;

public abstract partial class StoreContract
{
    [Fact]
    public async Task A_verdict_comes_back_with_every_field_and_a_position_of_its_own()
    {
        await using var store = await OpenAsync();
        await store.Store.AppendAsync([Sample.FromPerson("a"), Sample.FromPerson("b")]);
        await store.Store.AppendAsync(Sample.Verdict("words:head of \u00fc"));
        await store.Store.AppendAsync(Sample.Verdict("words:head of \u00fc", retired: false) with { By = "jon" });
        await store.ReopenAsync();
        AssertSame<IReadOnlyList<PatternVerdict>>(
            [Sample.Verdict("words:head of \u00fc") with { Position = 1 }, Sample.Verdict("words:head of \u00fc", retired: false) with { Position = 2, By = "jon" }],
            await store.Store.VerdictsAsync(Sample.Question));
        Assert.Equal(2, await store.Store.LogPositionAsync());
    }

    [Fact]
    public async Task Verdicts_are_told_apart_by_question_version()
    {
        await using var store = await OpenAsync();
        await store.Store.AppendAsync(Sample.Verdict("word:a") with { Question = Sample.OtherQuestion });
        await store.Store.AppendAsync(Sample.Verdict("word:b"));
        Assert.Equal(
            (2, "word:b"),
            Assert.Single(await store.Store.VerdictsAsync(Sample.Question)) is var only ? (only.Position, only.Pattern) : default);
    }

    [Fact]
    public async Task What_a_job_applied_is_kept_with_it_and_replaced_with_it()
    {
        await using var store = await OpenAsync();
        await store.Store.SaveAsync(Sample.Job(1), [Sample.Applied(1, "word:a"), Sample.Applied(1, "word:b")]);
        await store.Store.SaveAsync(Sample.Job(2), [Sample.Applied(2, "word:a", 1, 1)]);
        await store.Store.SaveAsync(Sample.Job(1), [Sample.Applied(1, "word:a", 9, 10)]);
        await store.ReopenAsync();
        AssertSame<AppliedPattern[]>(
            [Sample.Applied(1, "word:a", 9, 10), Sample.Applied(2, "word:a", 1, 1)],
            [.. (await store.Store.AppliedAsync(Sample.Question)).OrderBy(applied => applied.Job.Value)]);
        Assert.Empty(await store.Store.AppliedAsync(Sample.OtherQuestion));
        AssertSame(Sample.Job(1), await store.Store.FindAsync(Sample.JobId(1)));
    }

    [Fact]
    public async Task A_job_saved_alone_keeps_what_it_applied_and_a_deleted_one_does_not()
    {
        await using var store = await OpenAsync();
        await store.Store.SaveAsync(Sample.Job(1), [Sample.Applied(1, "word:a")]);
        await store.Store.SaveAsync(Sample.Job(1) with { State = JobState.Reopened });
        Assert.Single(await store.Store.AppliedAsync(Sample.Question));
        await store.Store.DeleteAsync(Sample.JobId(1));
        Assert.Empty(await store.Store.AppliedAsync(Sample.Question));
    }

    [Fact]
    public async Task A_job_can_not_be_saved_with_what_another_applied()
    {
        await using var store = await OpenAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => store.Store.SaveAsync(Sample.Job(1), [Sample.Applied(2, "word:a")]));
        Assert.Empty(await store.Store.ListAsync());
    }
}
