using LeadScout.Forecasts;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Running;
using LeadScout.Patterns;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.StoreKit;
using LeadScout.Teaching.Limits;
using LeadScout.Tests.Fakes;
using Xunit;

namespace LeadScout.Tests.Jobs.Running;

/// <summary>What comes before and after a job with several questions: forecast, self-check, repair.</summary>
public sealed class SeveralQuestionsAroundTheJobTests
{
    private static readonly Question Department = Samples.Question;
    private static readonly Question Level = new("level", "Which level?", Department.Text, [new Label("High"), new Label("Low")]);
    private static readonly JobSettings Learning = new() { Budget = new ErrorBudget(0.05, 0.95), RowsPerCall = 10, Concurrency = 4 };
    private static readonly string[] Rows = MakeRows();

    private readonly InMemoryStore _store = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private JobRunner Runner => new(_store, new RetryPolicy(), TimeProvider.System);

    [Fact]
    public async Task Where_all_is_asked_the_forecast_counts_a_text_once_for_all_its_questions()
    {
        var request = new JobRequest(new ListInMemory([.. Samples.Titles(31)]).File, "result", [Department, Level], Samples.AskEverything);
        var teacher = new FakeTeacher(_ => null) { ToQuestion = (question, _) => question.Labels[0].Name };

        var left = (await Runner.ForecastAsync(request, teacher, null, null, Cancellation)).Left;
        var report = (await Runner.RunAsync(request, teacher, null, Cancellation)).Job.Report!;

        Assert.Equal((ForecastBasis.Exact, true, true), (left.Basis, left.Asks.IsExact, left.Calls.IsExact));
        Assert.Equal((report.AskedTexts, report.Calls), (left.Asks.Expected, left.Calls.Expected));
    }

    [Fact]
    public async Task Of_a_short_list_it_expects_that_nearly_all_come_along_and_does_not_claim_to_know()
    {
        var request = new JobRequest(new ListInMemory([.. Samples.Titles(31)]).File, "result", [Department, Level], Learning);

        var left = (await Runner.ForecastAsync(request, Teacher(), null, null, Cancellation)).Left;

        Assert.Equal((31, 31, 62, ForecastBasis.List), (left.Asks.Least, left.Asks.Expected, left.Asks.Most, left.Basis));
    }

    [Fact]
    public async Task Where_it_learns_the_forecast_lies_between_the_larger_question_and_both()
    {
        var list = new ListInMemory(Rows);
        Forecast[] alone = [await LeftAsync(Department), await LeftAsync(Level)];

        var both = await LeftAsync(Department, Level);

        Assert.Equal(alone.Max(one => one.Asks.Least), both.Asks.Least);
        Assert.Equal(alone.Sum(one => one.Asks.Most), both.Asks.Most);
        Assert.Equal(alone.Sum(one => one.Cost!.Value.Expected.Dollars), both.Cost!.Value.Expected.Dollars);

        async Task<Forecast> LeftAsync(params Question[] questions) =>
            (await Runner.ForecastAsync(new JobRequest(list.File, "result", [.. questions], Learning), Teacher(), null, null, Cancellation)).Left;
    }

    [Fact]
    public async Task Each_question_has_a_self_check_of_its_own()
    {
        var (list, asked) = (new ListInMemory([.. Samples.Titles(40)]), new HashSet<string>());
        var teacher =
            new FakeTeacher(_ => null) { ToQuestion = (question, text) => question == Department ? "Sales" : asked.Add(text) ? "Low" : "High" };

        var report = (
            await Runner.RunAsync(new JobRequest(list.File, "result", [Department, Level], Samples.AskEverything with { SelfCheck = 12 }), teacher, null, Cancellation)).Job.Report!;

        Assert.Equal((12, 0), (report.Questions[0].Report.SelfConsistency!.Pairs, report.Questions[0].Report.SelfConsistency!.Different));
        Assert.Equal((12, 12), (report.Questions[1].Report.SelfConsistency!.Pairs, report.Questions[1].Report.SelfConsistency!.Different));
        Assert.Equal((24, 12), (report.SelfConsistency!.Pairs, report.SelfConsistency.Different));
    }

    [Fact]
    public async Task A_retired_pattern_reopens_texts_for_its_own_question_and_no_other()
    {
        var (list, teacher) = (new ListInMemory(Rows), Teacher());
        var request = new JobRequest(list.File, "result", [Department, Level], Learning);
        await Runner.RunAsync(request, teacher, null, Cancellation);
        var (before, calls) = (list.Result!, teacher.Asks.Count);
        var pattern = (await PatternBook.ReadAsync(Department, teacher.Name, _store, Cancellation))
            .All()
            .Where(one => one.AppliedTexts > 20)
            .MinBy(one => one.AppliedTexts)!.Name;
        var impact = (await Runner.ImpactOfAsync(pattern, Department.Version, request, teacher, null, Cancellation))!;
        await _store.AppendAsync(
            new PatternVerdict { Question = Department.Version, Pattern = pattern, Retired = true, By = "mira", At = DateTimeOffset.UnixEpoch },
            Cancellation);

        await Runner.RunAsync(request, teacher, null, Cancellation);

        var repair = teacher.Asks.Skip(calls).ToArray();
        Assert.NotEmpty(impact.Texts);
        Assert.All(repair, ask => Assert.Equal([Department], ask.Questions));
        Assert.Equal(impact.Texts.Select(text => text.Text).Order(), repair.SelectMany(ask => ask.Texts).Order());
        Assert.Equal(before.Select(line => line.Split('|')[4..]), list.Result!.Select(line => line.Split('|')[4..]));
    }

    private static string[] MakeRows()
    {
        string[] kinds = ["sales", "marketing", "other"];
        var random = new Random(5);
        return [.. Enumerable.Range(0, 900).Select(i => $"{(i % 7 < 3 ? "boss" : "clerk")} {kinds[i % 3]} {random.Next(300)} person {random.Next(900)}")];
    }

    private static FakeTeacher Teacher() => new(_ => null) { ToQuestion = Say, EstimatedTokens = _ => 5 };

    private static string Say(Question question, string text)
    {
        var words = text.Split(' ');
        return question == Level
            ? (words[0] == "boss" ? "High" : "Low")
            : words.Length < 2
            ? "Sales"
            : char.ToUpperInvariant(words[1][0]) + words[1][1..];
    }
}
