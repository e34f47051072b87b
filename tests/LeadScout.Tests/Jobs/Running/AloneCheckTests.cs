using CsCheck;
using LeadScout.Jobs;
using LeadScout.Jobs.Reporting;
using LeadScout.Jobs.Running;
using LeadScout.Questions;
using LeadScout.StoreKit;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Teaching.Limits;
using LeadScout.Tests.Fakes;
using Xunit;

namespace LeadScout.Tests.Jobs.Running;

public sealed class AloneCheckTests
{
    private static readonly JobSettings Learning = new() { RowsPerCall = 5, Concurrency = 2, AloneCheck = 40 };
    private readonly InMemoryStore _store = new();

    [Fact]
    public async Task Where_answers_do_not_depend_on_their_call_nothing_differs_and_the_result_is_the_same_as_without()
    {
        var (plain, checkedList) = (Titles(), Titles());
        await new JobRunner(new InMemoryStore(), new RetryPolicy(), TimeProvider.System)
            .RunAsync(Samples.Request(plain, Learning with { AloneCheck = 0 }), Steady(), null, Cancellation);

        var report = (await RunAsync(checkedList, Steady(), Learning)).Job.Report!;

        Assert.Equal((40, 0, 0, 0.95), (report.AnsweredAlone!.Rows, report.AnsweredAlone.Different, report.AnsweredAlone.DifferentAnswers, report.AnsweredAlone.Confidence));
        Assert.Equal(1 - Math.Pow(0.05, 1.0 / 40), report.AnsweredAlone.AtMost, 9);
        Assert.Equal(plain.Result, checkedList.Result);
    }

    [Fact]
    public async Task Where_they_do_it_is_found_out_though_asking_twice_in_company_finds_nothing()
    {
        var report = (await RunAsync(Titles(), LedByCompany(), Samples.AskEverything with { AloneCheck = 50, SelfCheck = 30 })).Job.Report!;

        var alone = report.AnsweredAlone!;
        Assert.Equal((50, 50), (alone.Rows, alone.Answers));
        Assert.InRange(alone.Different, 25, 45); // of three labels alone, one is what company says
        Assert.Equal(alone.Different, alone.DifferentAnswers);
        Assert.InRange(alone.AtMost, alone.Different / 50.0, 1);
        Assert.InRange(report.SelfConsistency!.Different, 0, 3); // the last call of a round may hold one text
    }

    [Fact]
    public async Task Each_of_its_calls_holds_one_text_and_its_bill_is_the_jobs()
    {
        var teacher = Steady();

        var outcome = await RunAsync(Titles(), teacher, Learning);

        var calls = (await _store.CallsAsync(outcome.Job.Id, Cancellation)).Where(line => line.Intent.Batch.Kind == BatchKind.AloneCheck).ToArray();
        Assert.InRange(calls.Length, 20, 40);
        Assert.All(calls, call => Assert.Single(call.Intent.Texts));
        Assert.Equal(teacher.Asks.Sum(ask => 100 + (5 * ask.Texts.Length)), outcome.Job.Report!.Usage.InputTokens);
        Assert.Equal(outcome.Job.Report.Calls - calls.Length, outcome.Job.Report.Savings!.Asked.Calls);
        Assert.Equal(outcome.Job.Report.AskedTexts - calls.Length, outcome.Job.Report.Savings.Asked.Texts);
    }

    [Fact]
    public async Task A_finished_job_can_be_checked_later_and_its_check_is_not_paid_twice()
    {
        var (list, teacher) = (Titles(), Steady());
        var before = await RunAsync(list, teacher, Learning with { AloneCheck = 0 });
        var asked = teacher.Asks.Count;

        var after = await RunAsync(list, teacher, Learning);
        var paid = teacher.Asks.Count;
        var again = await RunAsync(list, teacher, Learning);
        var without = await RunAsync(list, teacher, Learning with { AloneCheck = 0 });

        Assert.Equal(before.Job.Id, after.Job.Id);
        Assert.InRange(paid - asked, 20, 40);
        Assert.Equal(paid, teacher.Asks.Count);
        Assert.All([after, again, without], outcome => Assert.Equal(40, outcome.Job.Report!.AnsweredAlone!.Rows));
    }

    [Fact]
    public async Task Cut_off_half_way_it_says_nothing_until_it_has_asked_all_that_it_drew()
    {
        var (list, calls) = (Titles(), await CallsAsync());
        var dying = new FakeTeacher(ByLength) { Delay = n => n == calls - 10 ? throw new InvalidOperationException("killed") : Task.CompletedTask };
        await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(list, dying, Learning));
        var poor = await RunAsync(list, Steady(), Learning with { MaxCost = new Money(1) });

        var whole = await RunAsync(list, Steady(), Learning);

        Assert.Null(poor.Job.Report!.AnsweredAlone);
        Assert.Equal((40, 0), (whole.Job.Report!.AnsweredAlone!.Rows, whole.Job.Report.AnsweredAlone.Different));
    }

    [Fact]
    public async Task Each_question_has_its_own()
    {
        var level = new Question("level", "Which level?", Samples.Question.Text, [new Label("High"), new Label("Low")]);
        var teacher = new FakeTeacher(_ => null) { ToQuestion = (question, text) => question.Labels[text.Length % question.Labels.Length].Name };

        var outcome = await new JobRunner(_store, new RetryPolicy(), TimeProvider.System)
            .RunAsync(Samples.Request(Titles(), Learning) with { Questions = [Samples.Question, level] }, teacher, null, Cancellation);

        Assert.All(outcome.Job.Report!.Questions, question => Assert.Equal((40, 0), (question.Report.AnsweredAlone!.Rows, question.Report.AnsweredAlone.DifferentAnswers)));
        Assert.Null(outcome.Job.Report.AnsweredAlone);
    }

    [Fact]
    public void The_bound_holds_with_its_confidence_in_samples_of_any_size() =>
        Gen.Select(Gen.Int[1, 60], Gen.Double[0.001, 0.999], Gen.Int[0, 2].Select(i => new[] { 0.9, 0.95, 0.99 }[i])).Sample((rows, truth, confidence) =>
        {
            var (holds, chance) = (0.0, Math.Pow(1 - truth, rows));
            for (var different = 0; different <= rows; different++)
            {
                holds += new AnsweredAlone(rows, different, 0, 0, confidence).AtMost >= truth ? chance : 0;
                chance *= truth / (1 - truth) * (rows - different) / (different + 1);
            }

            Assert.True(holds >= confidence - 1e-9, $"{holds} < {confidence}");
        });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static ListInMemory Titles() => new([.. Samples.Titles(200)]);

    private static string ByLength(string text) => Samples.Question.Labels[text.Length % Samples.Question.Labels.Length].Name;

    private static FakeTeacher Steady() => new(ByLength);

    private static FakeTeacher LedByCompany() => new(ByLength)
    {
        Mishap = (_, ask) => ask.Texts.Length > 1
            ? new Reply { Items = [.. ask.Texts.Select(_ => AskOutcome.Answered(0))], Usage = new Usage(100 + (5 * ask.Texts.Length), 0, 5) }
            : null,
    };

    private static async Task<int> CallsAsync()
    {
        var teacher = Steady();
        await new JobRunner(new InMemoryStore(), new RetryPolicy(), TimeProvider.System)
            .RunAsync(Samples.Request(Titles(), Learning), teacher, null, Cancellation);
        return teacher.Asks.Count;
    }

    private Task<JobOutcome> RunAsync(ListInMemory list, ITeacher teacher, JobSettings settings) =>
        new JobRunner(_store, new RetryPolicy(), TimeProvider.System).RunAsync(Samples.Request(list, settings), teacher, null, Cancellation);
}
