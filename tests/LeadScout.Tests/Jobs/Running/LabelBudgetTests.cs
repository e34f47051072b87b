using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Reporting;
using LeadScout.Jobs.Running;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.StoreKit;
using LeadScout.Teaching.Limits;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Jobs.Running;

/// <summary>Jobs over a list in which some titles mislead: what is proven of each label is true, and every budget by label is met.</summary>
public sealed class LabelBudgetTests
{
    private static readonly string[] Titles =
        [.. Enumerable.Range(0, 1_200).Select(i => $"{(i % 3 == 0 ? "head" : "clerk")} of {(i % 10 < 5 ? "sales" : i % 10 < 9 ? "marketing" : "archive")} {(i * 7919) % 10007:x}")];

    [Fact]
    public async Task Without_budgets_by_label_every_line_of_the_report_is_true()
    {
        var (outcome, result) = await RunAsync();

        var labels = outcome.Job.Report!.Certificate.Labels;
        Assert.Equal(["Sales", "Marketing", "Other"], labels.Select(label => label.Label));
        Assert.All(labels, label =>
        {
            var (given, wrong, missed) = Count(result, label.Label);
            Assert.Equal(given, label.Rows);
            Assert.InRange(wrong, 0, label.WrongRowsAtMost);
            Assert.InRange(missed, 0, label.MissedRowsAtMost);
            Assert.InRange(label.RecallAtLeast, 0, given - wrong == 0 ? 1 : (double)(given - wrong) / (given - wrong + missed));
            Assert.True(label.Holds);
        });
        Assert.Contains(labels, label => label.ErrorAtMost < 0.2);
    }

    public static TheoryData<LabelBudget> Budgets =>
    [
        new LabelBudget("Sales", MaxError: 0.01), new LabelBudget("Other", MinRecall: 0.9), new LabelBudget("Marketing", 0.02, 0.97),
        new LabelBudget("Other", MaxError: 0), new LabelBudget("Other", MinRecall: 1), new LabelBudget("Sales", MaxError: 0.5),
    ];

    [Theory]
    [MemberData(nameof(Budgets))]
    public async Task A_job_that_is_done_has_proven_its_budgets_and_they_are_met(LabelBudget budget)
    {
        var (outcome, result) = await RunAsync(budget);

        var certificate = outcome.Job.Report!.Certificate;
        Assert.Equal((JobState.Done, true), (outcome.Job.State, certificate.Holds));
        var label = certificate.Labels.Single(label => label.HasBudget);
        Assert.Equal((budget.Label, budget.MaxError, budget.MinRecall), (label.Label, label.MaxError, label.MinRecall));
        Assert.True(label.ErrorAtMost <= (budget.MaxError ?? 1) && label.RecallAtLeast >= (budget.MinRecall ?? 0) - 1e-9);
        var (given, wrong, missed) = Count(result, budget.Label);
        Assert.InRange(wrong, 0, (budget.MaxError ?? 1) * given);
        Assert.True(missed <= (1 - (budget.MinRecall ?? 0)) * (given - wrong + missed) + 1e-9);
    }

    [Fact]
    public async Task A_budget_in_the_questions_file_counts_like_one_that_the_job_states_and_the_job_states_last()
    {
        Question question = new(
            "department", "Which department?", TextTemplate.Parse("{Title}"),
            [new Label("Sales") { MaxError = 0.3 }, new Label("Marketing", "brand, events"), new Label("Other")]);
        Assert.Equal(Samples.Question.Version, question.Version);

        var (byFile, _) = await RunAsync(question);
        var (byJob, _) = await RunAsync(question, new LabelBudget("Sales", MaxError: 0.01));

        Assert.Equal(0.3, byFile.Job.Report!.Certificate.Labels[0].MaxError);
        Assert.Equal(0.01, byJob.Job.Report!.Certificate.Labels[0].MaxError);
        Assert.NotEqual(byFile.Job.Id, byJob.Job.Id);
    }

    [Fact]
    public async Task Budgets_belong_to_the_jobs_identity_in_whatever_order_they_are_stated()
    {
        LabelBudget[] budgets = [new("Sales", MaxError: 0.5), new("Other", MaxError: 0.5)];
        var plain = JobIdentity.Of(Request(Samples.Question, []), "t", null);

        Assert.Equal(JobIdentity.Of(Request(Samples.Question, budgets), "t", null), JobIdentity.Of(Request(Samples.Question, [.. budgets.Reverse()]), "t", null));
        Assert.NotEqual(plain, JobIdentity.Of(Request(Samples.Question, budgets), "t", null));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_job_that_is_interrupted_in_the_midst_of_a_label_comes_to_the_same_result()
    {
        var store = new InMemoryStore();
        var budget = new LabelBudget("Marketing", MinRecall: 0.97);
        var (whole, result) = await RunAsync(budget);

        for (var stop = 1; stop <= 3; stop++)
        {
            using var interrupt = new CancellationTokenSource();
            var calls = 0;
            var teacher = Teacher(_ => ++calls == 12 * stop ? interrupt.CancelAsync() : Task.CompletedTask);
            await new JobRunner(store, new RetryPolicy(), TimeProvider.System).RunAsync(Request(Samples.Question, [budget]), teacher, null, interrupt.Token);
        }

        var list = new ListInMemory(Titles);
        var resumed = await new JobRunner(store, new RetryPolicy(), TimeProvider.System).RunAsync(
            Request(Samples.Question, [budget], list), Teacher(), null, TestContext.Current.CancellationToken);
        Assert.Equal(result, list.Result);
        Assert.Equal(whole.Job.Report!.Certificate, resumed.Job.Report!.Certificate);
        Assert.Equal(whole.Job.Report.AskedTexts, resumed.Job.Report.AskedTexts);
    }

    [Theory]
    [InlineData("Sale", "Did you mean 'Sales'? The labels are Sales, Marketing, Other.")]
    [InlineData("SALES", "Did you mean 'Sales'?")]
    [InlineData("Zoology", "The labels are Sales, Marketing, Other.")]
    public async Task A_label_that_the_question_has_not_is_refused_with_those_that_it_has(string label, string says)
    {
        var refusal = await Assert.ThrowsAsync<BadInputException>(() => RunAsync(new LabelBudget(label, MaxError: 0.01)));
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_budgets_of_one_kind_for_one_label_are_refused_and_so_is_one_of_no_kind()
    {
        var twice = await Assert.ThrowsAsync<BadInputException>(() => RunAsync(new LabelBudget("Sales", 0.01), new LabelBudget("Sales", 0.02)));
        var none = await Assert.ThrowsAsync<BadInputException>(() => RunAsync(new LabelBudget("Sales")));
        Assert.Contains("stated 2 times", twice.Message, StringComparison.Ordinal);
        Assert.Contains("State one", none.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1.0, null)]
    [InlineData(-0.1, null)]
    [InlineData(double.NaN, null)]
    [InlineData(null, 0.0)]
    [InlineData(null, 1.1)]
    public void A_budget_out_of_its_range_is_refused(double? maxError, double? minRecall)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LabelBudget("Sales", maxError, minRecall));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Label("Sales") { MaxError = maxError, MinRecall = minRecall });
    }

    private static Task<(JobOutcome Outcome, IReadOnlyList<string> Result)> RunAsync(params LabelBudget[] budgets) => RunAsync(Samples.Question, budgets);

    private static async Task<(JobOutcome Outcome, IReadOnlyList<string> Result)> RunAsync(Question question, params LabelBudget[] budgets)
    {
        var list = new ListInMemory(Titles);
        var outcome = await new JobRunner(new InMemoryStore(), new RetryPolicy(), TimeProvider.System).RunAsync(
            Request(question, budgets, list), Teacher(), null, TestContext.Current.CancellationToken);
        return (outcome, list.Result!);
    }

    private static JobRequest Request(Question question, LabelBudget[] budgets, ListInMemory? list = null) => Samples.Request(
        list ?? new ListInMemory(Titles),
        new JobSettings { Budget = new ErrorBudget(0.05, 0.95), Concurrency = 2, LabelBudgets = [.. budgets] },
        question);

    private static FakeTeacher Teacher(Func<int, Task>? delay = null) => new(LabelOf) { Delay = delay ?? (_ => Task.CompletedTask) };

    /// <summary>One title in thirty is not what its words say, and nothing tells which.</summary>
    private static string LabelOf(string title)
    {
        var odd = title.Sum(letter => letter * 31) % 30 == 0;
        return title.Contains("sales", StringComparison.Ordinal) ? (odd ? "Other" : "Sales")
            : title.Contains("marketing", StringComparison.Ordinal) ? (odd ? "Sales" : "Marketing")
            : odd ? "Marketing" : "Other";
    }

    private static (long Given, long Wrong, long Missed) Count(IReadOnlyList<string> result, string label)
    {
        var rows = result.Skip(1).Select(line => line.Split('|')).Select(cells => (Said: cells[1], True: LabelOf(cells[0]))).ToArray();
        return (rows.Count(row => row.Said == label), rows.Count(row => row.Said == label && row.True != label), rows.Count(row => row.Said != label && row.True == label));
    }
}
