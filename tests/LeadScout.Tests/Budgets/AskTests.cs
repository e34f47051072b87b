using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Running;
using LeadScout.Statistics;
using LeadScout.StoreKit;
using LeadScout.Teaching.Limits;
using LeadScout.Tests.Fakes;
using Xunit;

namespace LeadScout.Tests.Budgets;

/// <summary>A change that makes a job ask more shows on a list that never changes.</summary>
public sealed class AskTests
{
    private const double Slack = 1.1;

    [Fact]
    public async Task A_fixed_list_is_labelled_with_its_calls()
    {
        const int Calls = 15;
        string[] rows = [.. Enumerable.Range(0, 6_000).Select(row => Titles.All[row * row % Titles.All.Length])];
        var list = new ListInMemory(rows);
        var store = new InMemoryStore();
        var teacher = new FakeTeacher(Titles.LabelOf);
        var settings = new JobSettings { Budget = new ErrorBudget(0.05, 0.95), Seed = 1 };
        var outcome = await new JobRunner(store, new RetryPolicy(), TimeProvider.System)
            .RunAsync(new JobRequest(list.File, "result", Titles.Question, settings), teacher, null, TestContext.Current.CancellationToken);
        Assert.Equal(JobState.Done, outcome.Job.State);
        Assert.InRange(teacher.Asks.Count, 0.5 * Calls, Slack * Calls);
    }
}
