using LeadScout.ActiveLearning;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Reporting;
using LeadScout.Jobs.Running;
using LeadScout.Questions;
using LeadScout.StoreKit;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Teaching.Limits;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Jobs.Running;

public sealed class SeveralQuestionsTests
{
    private static readonly Question Department = Samples.Question;
    private static readonly Question Level = new("level", "Which level?", Department.Text, [new Label("High"), new Label("Low")]);

    private readonly InMemoryStore _store = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_call_asks_both_and_each_has_its_columns_and_its_report()
    {
        var (list, teacher) = (new ListInMemory("ab", "", "abc", "AB"), Teacher());

        var report = (await RunAsync(list, teacher)).Job.Report!;

        Assert.Equal("Title|department|department_confidence|department_source|level|level_confidence|level_source", list.Result![0]);
        Assert.Equal(
            ["ab|Other|1|teacher|High|1|teacher", "|||undecided:blank|||undecided:blank", "abc|Sales|1|teacher|Low|1|teacher", "AB|Other|1|teacher|High|1|teacher"],
            list.Result.Skip(1));
        var ask = Assert.Single(teacher.Asks);
        Assert.Equal(["department", "level"], ask.Questions.Select(question => question.Name));
        Assert.Equal(["ab", "abc"], ask.Texts);
        Assert.Equal(["department", "level"], report.Questions.Select(question => question.Question));
        Assert.Equal(
            (2, 1, 4L, 2, 6L),
            (report.AskedTexts, report.Calls, report.Rows, report.DistinctTexts, report.RowsBySource[DecisionSource.Teacher]));
        Assert.All(
            report.Questions,
            question => Assert.Equal((2, 1, 3L), (question.Report.AskedTexts, question.Report.Calls, question.Report.RowsBySource[DecisionSource.Teacher])));
        Assert.True(report.Certificate.Holds);
    }

    [Fact]
    public async Task The_parts_of_the_bill_add_up_to_the_whole()
    {
        var teacher = new FakeTeacher(_ => null) { ToQuestion = Say, Price = new(1.000001m, 1, 2.3m) };

        var report = (await RunAsync(new ListInMemory([.. Samples.Titles(31)]), teacher)).Job.Report!;

        Assert.Equal(report.Cost, report.Questions[0].Report.Cost!.Value + report.Questions[1].Report.Cost!.Value);
        Assert.Equal(report.Usage, report.Questions[0].Report.Usage + report.Questions[1].Report.Usage);
        Assert.Equal(report.RowByRowCost, report.Questions[0].Report.RowByRowCost!.Value + report.Questions[1].Report.RowByRowCost!.Value);
    }

    [Fact]
    public async Task What_an_earlier_job_knows_for_one_question_is_asked_for_the_other_alone()
    {
        await RunAsync(new ListInMemory([.. Samples.Titles(10)]), Teacher(), questions: [Level]);
        var teacher = Teacher();

        var outcome = await RunAsync(new ListInMemory([.. Samples.Titles(20)]), teacher);

        var asked = teacher.Asks.SelectMany(ask => ask.Questions.SelectMany(question => ask.Texts.Select(text => (question.Name, text))))
            .ToArray();
        Assert.Equal(asked.Length, asked.Distinct().Count());
        Assert.Equal(20, asked.Count(pair => pair.Name == "department"));
        Assert.Equal(Samples.Titles(20).Skip(10).Order(), asked.Where(pair => pair.Name == "level").Select(pair => pair.text).Order());
        Assert.Equal(
            (10L, 10L),
            (outcome.Job.Report!.Questions[1].Report.RowsBySource[DecisionSource.Exact], outcome.Job.Report.Questions[1].Report.RowsBySource[DecisionSource.Teacher]));
        Assert.Equal(8, teacher.Asks.Count); // ten texts to one question and ten to both, three a call
    }

    [Fact]
    public async Task A_good_answer_to_one_question_is_kept_although_the_other_is_unusable()
    {
        var tries = 0;
        var teacher =
            new FakeTeacher(_ => null) { ToQuestion = (question, text) => question == Level && text == "b" && ++tries < 3 ? null : Say(question, text) };

        await RunAsync(new ListInMemory("a", "b", "c"), teacher);

        Assert.Equal(["department+level: a b c", "level: b", "level: b"], teacher.Asks.Select(Written));
    }

    [Fact]
    public async Task A_text_is_given_up_for_the_question_that_failed_and_for_no_other()
    {
        var list = new ListInMemory("a", "b");
        var teacher =
            new FakeTeacher(_ => null) { ToQuestion = (question, text) => question == Level && text == "b" ? null : Say(question, text) };

        var job = (await RunAsync(list, teacher)).Job;
        await RunAsync(list, teacher);

        Assert.Equal("b|Marketing|1|teacher|||undecided:failed", list.Result![2]);
        Assert.Equal(
            [new FailedText(Level.Version, TextKey.Of("b"), "no label") { Teacher = teacher.Name }],
            await _store.FailuresAsync(job.Id, Cancellation));
        Assert.Equal(3, teacher.Asks.Count);
    }

    [Theory]
    [InlineData(TeacherFaultKind.Refused)]
    [InlineData(TeacherFaultKind.CutOff)]
    public async Task A_fault_with_both_is_narrowed_down_to_the_text_and_the_question(TeacherFaultKind fault)
    {
        var teacher = new FakeTeacher(_ => null)
        {
            ToQuestion = Say,
            Mishap = (_, ask) => ask.Texts.Contains("vile") && ask.Questions.Contains(Level) ? FakeTeacher.Broken(ask, fault) : null,
        };
        var list = new ListInMemory("a", "vile", "c");

        await RunAsync(list, teacher);

        Assert.Equal(
            ["a|Marketing|1|teacher|Low|1|teacher", "vile|Marketing|1|teacher|||undecided:failed", "c|Marketing|1|teacher|Low|1|teacher"],
            list.Result!.Skip(1));
    }

    [Fact]
    public async Task What_fits_into_one_call_with_one_question_only_is_asked_twice_and_what_never_fits_not_at_all()
    {
        var teacher = new FakeTeacher(_ => null) { ToQuestion = Say, MostCharacters = 10 };
        var list = new ListInMemory("ab", "abc", "long text", "far too long", "cd");

        await RunAsync(list, teacher);

        Assert.All(teacher.Asks, ask => Assert.True(teacher.Fits(ask)));
        Assert.Equal(
            ["department+level: ab abc", "department+level: cd", "department: long text", "level: long text"],
            teacher.Asks.Select(Written).Order(StringComparer.Ordinal));
        Assert.Equal("far too long|||undecided:too-long|||undecided:too-long", list.Result![4]);
    }

    [Fact]
    public async Task What_was_given_up_for_one_question_is_asked_again_for_it_alone_on_request()
    {
        var list = new ListInMemory("a", "b");
        await RunAsync(
            list,
            new FakeTeacher(_ => null) { ToQuestion = (question, text) => question == Level && text == "b" ? null : Say(question, text) });
        var teacher = Teacher();

        var job = (await new JobRunner(_store, new RetryPolicy(), TimeProvider.System)
            .RunAsync(new JobRequest(list.File, "result", [Department, Level], Samples.AskEverything) { RetryFailed = true }, teacher, null, Cancellation)).Job;

        Assert.Equal(["level: b"], teacher.Asks.Select(Written));
        Assert.Equal((JobState.Done, "b|Marketing|1|teacher|Low|1|teacher"), (job.State, list.Result![2]));
    }

    [Fact]
    public async Task Questions_about_different_texts_are_asked_apart_in_the_same_job()
    {
        var greeting = new Question("level", "Which level?", TextTemplate.Parse("Dear {Title}"), Level.Labels);
        var (list, teacher) = (new ListInMemory("ab", "abc"), Teacher());

        await RunAsync(list, teacher, questions: [Department, greeting]);

        Assert.Equal(["department: ab abc", "level: Dear ab Dear abc"], teacher.Asks.Select(Written).Order());
        Assert.Equal("ab|Other|1|teacher|Low|1|teacher", list.Result![1]);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(20)]
    public async Task Interrupted_and_resumed_it_asks_the_same_and_pays_nothing_twice(int interruptAt)
    {
        var settings = new JobSettings { RowsPerCall = 10, Concurrency = 4 };
        var (whole, unbroken) = (new ListInMemory([.. Samples.Titles(700)]), Teacher());
        await RunAsync(whole, unbroken, settings, new InMemoryStore());
        using var interrupt = new CancellationTokenSource();
        var (list, broken) = (
            new ListInMemory([.. Samples.Titles(700)]),
            new FakeTeacher(_ => null) { ToQuestion = Say, Delay = n => n == interruptAt ? interrupt.CancelAsync() : Task.CompletedTask });

        var stopped = await RunAsync(list, broken, settings, interrupt: interrupt.Token);
        var resumed = await RunAsync(list, broken, settings);

        Assert.Equal((JobState.Interrupted, JobState.Done), (stopped.Job.State, resumed.Job.State));
        Assert.Equal(whole.Result, list.Result);
        Assert.Equal(unbroken.Asks.Select(Written), broken.Asks.Select(Written));
    }

    [Fact]
    public async Task Two_questions_that_can_be_learned_are_certified_each_with_fewer_calls_than_two_jobs()
    {
        string[] kinds = ["sales", "marketing", "other"];
        var random = new Random(5);
        string[] texts = [.. Enumerable.Range(0, 900).Select(i => $"{kinds[i % 3]} {(i % 7 < 3 ? "boss" : "clerk")} {random.Next(1_000)} person {i}")];
        string[] rows =
            [.. texts, .. Enumerable.Range(0, 3_000).Select(_ => texts[(int)(texts.Length * Math.Pow(random.NextDouble(), 4))])];
        static string Learnable(Question question, string text) => question == Level
            ? (text.Contains("boss", StringComparison.Ordinal) ? "High" : "Low")
            : char.ToUpperInvariant(text[0]) + text[1..text.IndexOf(' ', StringComparison.Ordinal)];
        FakeTeacher[] teachers = [.. Enumerable.Range(0, 3).Select(_ => new FakeTeacher(_ => null) { ToQuestion = Learnable })];
        var list = new ListInMemory(rows);

        var report = (await RunAsync(list, teachers[0], new JobSettings(), new InMemoryStore())).Job.Report!;
        await RunAsync(new ListInMemory(rows), teachers[1], new JobSettings(), new InMemoryStore(), [Department]);
        await RunAsync(new ListInMemory(rows), teachers[2], new JobSettings(), new InMemoryStore(), [Level]);

        Assert.All(report.Questions, question => Assert.True(question.Report.Certificate.Holds));
        Assert.True(
            teachers[0].Asks.Count < teachers[1].Asks.Count + teachers[2].Asks.Count,
            $"{teachers[0].Asks.Count} calls together, {teachers[1].Asks.Count} and {teachers[2].Asks.Count} apart");
        var wrong = list.Result!.Skip(1).Select(line => line.Split('|')).ToArray();
        Assert.InRange(wrong.Count(cells => cells[1] != Learnable(Department, cells[0])), 0, 78);
        Assert.InRange(wrong.Count(cells => cells[4] != Learnable(Level, cells[0])), 0, 78);
    }

    [Fact]
    public async Task What_makes_no_sense_together_is_refused()
    {
        var source = new Question("level_source", "Which source?", Level.Text, Level.Labels);
        var same = new Question("other-name", Level.Instructions, Level.Text, Level.Labels);

        Assert.Contains("ask the LLM the same", await RefusalAsync(null, Level, same), StringComparison.Ordinal);
        Assert.Contains("'level_source' twice", await RefusalAsync(null, Level, source), StringComparison.Ordinal);
        Assert.Contains(
            "Learn deferred",
            await RefusalAsync(Samples.AskEverything with { Learn = LearnMode.Deferred }, Department, Level),
            StringComparison.Ordinal);

        async Task<string> RefusalAsync(JobSettings? settings, params Question[] questions) =>
            (await Assert.ThrowsAsync<BadInputException>(() => RunAsync(new ListInMemory("a"), Teacher(), settings, questions: questions))).Message;
    }

    private static string Say(Question question, string text) => question.Labels[text.Length % question.Labels.Length].Name;

    private static FakeTeacher Teacher() => new(_ => null) { ToQuestion = Say };

    private static string Written(Ask ask) =>
        $"{string.Join('+', ask.Questions.Select(question => question.Name))}: {string.Join(' ', ask.Texts)}";

    private static JobRequest Request(ListInMemory list, JobSettings? settings, params Question[] questions) =>
        new(list.File, "result", [.. questions], settings ?? Samples.AskEverything);

    private Task<JobOutcome> RunAsync(
        ListInMemory list, FakeTeacher teacher, JobSettings? settings = null, InMemoryStore? store = null, Question[]? questions = null,
        CancellationToken? interrupt = null) =>
        new JobRunner(store ?? _store, new RetryPolicy(), TimeProvider.System)
            .RunAsync(Request(list, settings, questions ?? [Department, Level]), teacher, null, interrupt ?? Cancellation);
}
