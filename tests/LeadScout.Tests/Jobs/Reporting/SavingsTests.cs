using System.Collections.Immutable;
using CsCheck;
using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Jobs.Reporting;
using LeadScout.Jobs.Running;
using LeadScout.Questions;
using LeadScout.StoreKit;
using LeadScout.Teaching;
using LeadScout.Teaching.Limits;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Jobs.Reporting;

public sealed class SavingsTests
{
    private const int RowsPerCall = 3;

    private readonly InMemoryStore _store = new();

    [Fact]
    public void Each_step_costs_what_its_calls_cost_one_by_one() => Gen.Select(Gen.Int[0, 12].Array[1, 60], Gen.Bool).Sample((draws, repeats) =>
    {
        string[] rows = [.. draws.Select((draw, i) => repeats ? $"title {draw}" : $"title {draw} {i}")];
        var teacher = new FakeTeacher(_ => "Sales");

        var savings = RunAsync(new InMemoryStore(), rows, teacher).GetAwaiter().GetResult().Report!.Savings!;

        string[] once = [.. rows.DistinctBy(TextKey.Of)];
        Assert.Equal(Cost(rows.Chunk(1), teacher), savings.RowByRow.Cost);
        Assert.Equal(Cost(rows.Chunk(RowsPerCall), teacher), savings.Batched.Cost);
        Assert.Equal(Cost(once.Chunk(RowsPerCall), teacher), savings.EachTextOnce.Cost);
        Assert.Equal(Cost(teacher.Asks.Select(ask => ask.Texts.ToArray()), teacher), savings.Asked.Cost);
        Assert.Equal(
            (rows.Length, (rows.Length + RowsPerCall - 1) / RowsPerCall, once.Length, teacher.Asks.Count),
            (savings.RowByRow.Calls, savings.Batched.Calls, savings.EachTextOnce.Texts, savings.Asked.Calls));
    });

    [Fact]
    public async Task A_job_that_asked_nothing_saved_nothing()
    {
        var job = await RunAsync(_store, [.. Samples.Titles(9)], new FakeTeacher(_ => "Sales"), settings => settings with { MaxCost = new Money(1) });

        Assert.Equal(JobState.OutOfMoney, job.State);
        Assert.Equal((0L, Money.Zero, 0), (job.Report!.Savings!.Rows, job.Report.RowByRowCost, job.Report.AskedTexts));
        Assert.Null(job.Report.Savings.Asked.ShareOf(job.Report.Savings.NotKnownBefore));
    }

    [Fact]
    public async Task A_job_that_stopped_half_way_counts_only_what_it_decided()
    {
        var teacher = new FakeTeacher(_ => "Sales") { Mishap = (number, ask) => number > 2 ? FakeTeacher.Broken(ask, TeacherFaultKind.KeyRefused) : null };

        var job = await RunAsync(_store, [.. Samples.Titles(30)], teacher, settings => settings with { Concurrency = 1 });

        Assert.Equal(JobState.TeacherUnavailable, job.State);
        var savings = job.Report!.Savings!;
        Assert.Equal((6L, 6L, 2L), (savings.Rows, savings.Asked.Texts, savings.Asked.Calls));
        Assert.Equal(Cost(teacher.AskedTexts.Take(6).Chunk(1), teacher), savings.RowByRow.Cost);
        Assert.Equal(0, savings.Asked.ShareOf(savings.NotKnownBefore));
    }

    [Fact]
    public async Task A_list_that_taught_nothing_saved_nothing_by_learning()
    {
        var job = await RunAsync(_store, [.. Samples.Titles(30), .. Samples.Titles(30)], new FakeTeacher(_ => "Sales"));

        var savings = job.Report!.Savings!;
        Assert.True(savings.Batched.ShareOf(savings.RowByRow) > 0.4);
        Assert.True(savings.EachTextOnce.ShareOf(savings.Batched) > 0.4);
        Assert.Equal(0, savings.Asked.ShareOf(savings.NotKnownBefore));
    }

    [Fact]
    public async Task What_was_known_before_is_told_from_what_was_learned()
    {
        await RunAsync(_store, [.. Samples.Titles(12)], new FakeTeacher(_ => "Sales"));

        var job = await RunAsync(_store, [.. Samples.Titles(30)], new FakeTeacher(_ => "Sales"));

        var savings = job.Report!.Savings!;
        Assert.Equal((30L, 18L, 18L), (savings.EachTextOnce.Texts, savings.NotKnownBefore.Texts, savings.Asked.Texts));
        Assert.Equal(0, savings.Asked.ShareOf(savings.NotKnownBefore));
    }

    [Fact]
    public async Task What_was_asked_in_vain_counts_as_asked()
    {
        var job = await RunAsync(_store, [.. Samples.Titles(9)], new FakeTeacher(text => text.StartsWith("title 4", StringComparison.Ordinal) ? null : "Sales"));

        var savings = job.Report!.Savings!;
        Assert.Equal(8, savings.Rows);
        Assert.True(savings.Asked.Texts >= 9, savings.ToString());
        Assert.True(savings.Asked.ShareOf(savings.NotKnownBefore) < 0);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task Free_is_only_who_charges_nothing_though_nothing_was_asked(int price, bool isFree)
    {
        var job = await RunAsync(_store, ["", " "], new FakeTeacher(_ => "Sales") { Price = new Price(price, price, price) });

        Assert.Equal(isFree, job.Report!.Savings!.IsFree);
        Assert.Equal(Money.Zero, job.Report.Cost);
    }

    [Fact]
    public async Task Without_a_price_the_calls_tell_and_nothing_is_free()
    {
        var job = await RunAsync(_store, [.. Samples.Titles(9)], new FakeTeacher(_ => "Sales") { Price = null });

        var savings = job.Report!.Savings!;
        Assert.Equal((null, false, 9L), (savings.RowByRow.Cost, savings.IsFree, savings.RowByRow.Calls));
        Assert.Equal(2.0 / 3, savings.Batched.ShareOf(savings.RowByRow)!.Value, 9);
    }

    [Fact]
    public async Task Several_questions_add_up()
    {
        var other = new Question("level", "Which level?", TextTemplate.Parse("{Title}"), [new Label("High"), new Label("Low")]);
        var teacher = new FakeTeacher(_ => null) { ToQuestion = (question, _) => question.Labels[0].Name };
        var request = Samples.Request(new ListInMemory([.. Samples.Titles(9)])) with { Questions = [Samples.Question, other] };

        var report = (await Runner(_store).RunAsync(request, teacher, null, TestContext.Current.CancellationToken)).Job.Report!;

        Assert.Equal(report.Savings, report.Questions.Select(question => question.Report.Savings!).Aggregate((sum, one) => sum + one));
        Assert.Equal(18, report.Savings!.Rows);
    }

    [Fact]
    public async Task Progress_ends_with_the_reports_own_savings()
    {
        var seen = new List<JobProgress>();

        var job = await RunAsync(_store, [.. Samples.Titles(20), .. Samples.Titles(5)], new FakeTeacher(_ => "Sales"), watch: seen);

        Assert.Equal(job.Report!.Savings, seen[^1].Savings);
        Assert.All(seen.Where(progress => progress.Phase == JobPhase.Learning), progress => Assert.True(progress.Savings.Rows <= progress.DecidedRows));
    }

    [Fact]
    public async Task A_resumed_job_counts_the_calls_of_its_earlier_runs_too()
    {
        string[] rows = [.. Samples.Titles(30)];
        await RunAsync(
            _store, rows, new FakeTeacher(_ => "Sales") { Mishap = (number, ask) => number > 2 ? FakeTeacher.Broken(ask, TeacherFaultKind.KeyRefused) : null }, settings => settings with { Concurrency = 1 });
        var seen = new List<JobProgress>();

        var job = await RunAsync(_store, rows, new FakeTeacher(_ => "Sales"), settings => settings with { Concurrency = 1 }, seen);

        Assert.Equal((30L, 10L), (job.Report!.Savings!.Asked.Texts, job.Report.Savings.Asked.Calls));
        Assert.Equal(job.Report.Savings, seen[^1].Savings);
    }

    [Fact]
    public async Task Texts_that_are_too_long_or_were_given_up_are_not_known_already()
    {
        var teacher = new FakeTeacher(text => text == "never" ? null : "Sales") { MostCharacters = 20 };
        string[] rows = ["short", "never", new('x', 40)];
        var first = await Runner(_store).ForecastAsync(Samples.Request(new ListInMemory(rows)), teacher, null, null, TestContext.Current.CancellationToken);

        await RunAsync(_store, rows, teacher);
        var seen = new List<JobProgress>();
        await RunAsync(_store, rows, teacher, watch: seen);

        Assert.Empty(first.KnownTexts);
        Assert.Equal(1, seen[^1].KnownTexts);
    }

    private static async Task<Job> RunAsync(
        InMemoryStore store, string[] rows, FakeTeacher teacher, Func<JobSettings, JobSettings>? change = null, List<JobProgress>? watch = null)
    {
        var settings = Samples.AskEverything with { RowsPerCall = RowsPerCall };
        var request = Samples.Request(new ListInMemory(rows), change?.Invoke(settings) ?? settings);
        return (await Runner(store).RunAsync(
            request, teacher, null, watch is null ? null : new Seen(watch), TestContext.Current.CancellationToken)).Job;
    }

    private static JobRunner Runner(InMemoryStore store) => new(store, new RetryPolicy(), TimeProvider.System);

    private static Money Cost(IEnumerable<string[]> calls, FakeTeacher teacher) => calls.Aggregate(
        Money.Zero, (sum, texts) => sum + teacher.Price!.Of(teacher.Estimate(new Ask(Samples.Question, [.. texts]))));

    private sealed class Seen(List<JobProgress> seen) : IProgress<JobProgress>
    {
        public void Report(JobProgress value)
        {
            lock (seen)
            {
                seen.Add(value);
            }
        }
    }
}
