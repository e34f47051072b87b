using System.Collections.Concurrent;
using LeadScout.Jobs;
using LeadScout.Jobs.Reporting;
using LeadScout.Jobs.Running;
using LeadScout.Statistics;
using LeadScout.StoreKit;
using LeadScout.Teaching;
using LeadScout.Teaching.Limits;
using LeadScout.Tests.Fakes;
using Xunit;

namespace LeadScout.Tests.Jobs.Running;

public sealed class SelfCheckTests
{
    private static readonly JobSettings Learning = new() { RowsPerCall = 5, Concurrency = 2 };
    private readonly InMemoryStore _store = new();

    [Fact]
    public async Task A_steady_teacher_never_contradicts_itself_and_the_result_is_the_same_as_without()
    {
        var (plain, checkedList) = (Titles(), Titles());
        var store = new InMemoryStore();
        await new JobRunner(store, new RetryPolicy(), TimeProvider.System)
            .RunAsync(
                Samples.Request(plain, Learning), FakeTeacher.ByLength(Samples.Question), null, TestContext.Current.CancellationToken);

        var report = (await RunAsync(checkedList, FakeTeacher.ByLength(Samples.Question), Learning with { SelfCheck = 40 })).Job.Report!;

        Assert.Equal(new SelfConsistency(40, 0), report.SelfConsistency);
        Assert.False(report.SelfConsistency!.IsAbove(Learning.Budget));
        Assert.Equal(plain.Result, checkedList.Result);
    }

    [Fact]
    public async Task A_teacher_that_says_something_else_each_time_is_found_out()
    {
        var asked = new ConcurrentDictionary<string, int>();
        var moody = new FakeTeacher(text => Samples.Question.Labels[asked.AddOrUpdate(text, 0, (_, times) => times + 1) % 2].Name);

        var report = (await RunAsync(Titles(), moody, Samples.AskEverything with { SelfCheck = 30 })).Job.Report!;

        // The second answer differs from the first, the third does not, for a text that was drawn twice.
        var expected = asked.Values.Sum(last => (last + 1) / 2);
        Assert.Equal(new SelfConsistency(30, expected), report.SelfConsistency);
        Assert.InRange(expected, 20, 30);
        Assert.True(report.SelfConsistency!.IsAbove(ErrorBudget.Default));
        Assert.Equal(200 + 30, report.AskedTexts);
    }

    [Fact]
    public async Task A_finished_job_can_be_checked_later_and_its_check_is_not_paid_twice()
    {
        var list = Titles();
        var teacher = FakeTeacher.ByLength(Samples.Question);
        var before = await RunAsync(list, teacher, Learning);
        var asked = teacher.AskedTexts.Count;

        var after = await RunAsync(list, teacher, Learning with { SelfCheck = 10 });
        var paid = teacher.AskedTexts.Count;
        var again = await RunAsync(list, teacher, Learning with { SelfCheck = 10 });
        var without = await RunAsync(list, teacher, Learning);

        Assert.Equal(before.Job.Id, after.Job.Id);
        Assert.InRange(paid - asked, 10, 20);
        Assert.Equal(paid, teacher.AskedTexts.Count);
        Assert.Equal(0, again.NewCalls);
        Assert.All([after, again, without], outcome => Assert.Equal(10, outcome.Job.Report!.SelfConsistency!.Pairs));
    }

    private static ListInMemory Titles() => new([.. Samples.Titles(200)]);

    private Task<JobOutcome> RunAsync(ListInMemory list, ITeacher teacher, JobSettings settings) =>
        new JobRunner(_store, new RetryPolicy(), TimeProvider.System)
            .RunAsync(Samples.Request(list, settings), teacher, null, TestContext.Current.CancellationToken);
}
