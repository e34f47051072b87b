using LeadScout.ActiveLearning;
using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Planning;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Jobs.Planning;

/// <summary>One question of a job: how it is planned, what is settled of it, and what a call costs at most.</summary>
public sealed class QuestionRunTests
{
    private static readonly LeadTexts Three = Plans.Texts("CFO", "Buyer", "Clerk", "Clerk");

    [Fact]
    public void A_question_is_learnt_unless_that_is_worth_nothing()
    {
        Assert.IsType<LearningPlan>(Of(new()).Plan);
        Assert.IsType<AskEverythingPlan>(Of(new() { Budget = new(0, 0.95) }).Plan);
        Assert.IsType<AskEverythingPlan>(Of(new() { Learn = LearnMode.Deferred }).Plan);
        Assert.IsType<AskEverythingPlan>(Of(new(), Plans.Exact(0), Plans.Exact(1), Plans.Exact(2)).Plan);
    }

    [Fact]
    public void What_row_by_row_would_cost_and_prices_are_known_from_the_start()
    {
        var run = Of(new() { RowsPerCall = 7 });
        Assert.Equal([108L * 1000, 110 * 1000, 2 * 110 * 1000], run.RowByRowCost!.Select(cost => cost.NanoDollars));
        Assert.Equal(7, run.Intake.Prices!.TextsPerCall);
        Assert.Same(run.Plan, run.Learned);
    }

    [Theory]
    [InlineData(3, 100, "none")]
    [InlineData(3, 4, "Buyer, Clerk")]
    [InlineData(4, 5, "none")]
    [InlineData(2, 2, "CFO, Buyer, Clerk")]
    public void A_text_that_no_teacher_takes_is_left_out(int first, int second, string tooLong)
    {
        var context = Context(new(), new FakeTeacher(_ => "Sales") { MostCharacters = first }) with
        {
            Second = new FakeTeacher(_ => "Sales") { MostCharacters = second },
        };
        var run = QuestionRun.Of(Samples.Question, Plans.Of(Three), Plans.Knowledge(), context);
        var left = Enumerable.Range(0, 3).Where(text => run.Intake.Decisions[text] is { Reason: UndecidedReason.TooLong }).Select(Three.Text).ToArray();
        Assert.Equal(tooLong, left is [] ? "none" : string.Join(", ", left));
    }

    [Fact]
    public void A_long_text_that_is_known_already_keeps_its_label()
    {
        var context = Context(new(), new FakeTeacher(_ => "Sales") { MostCharacters = 3 });
        var run = QuestionRun.Of(Samples.Question, Plans.Of(Three, null, Plans.Exact(1)), Plans.Knowledge(), context);
        Assert.Equal([null, Plans.Exact(1), Decision.Undecided(UndecidedReason.TooLong)], run.Intake.Decisions);
    }

    [Fact]
    public void What_others_settled_meanwhile_is_counted_but_for_what_was_known()
    {
        var knowledge = Plans.Knowledge();
        Array.ForEach(["CFO", "Buyer", "elsewhere"], text => knowledge.Replay.Fold(Said(text, "Other"), null));
        var intake = Plans.Of(Three, Plans.Exact(0));
        var run = Plans.Run(new Plans.Stub(intake), intake, knowledge: knowledge);
        Assert.Equal((1, 2, true), (run.SettledTexts(), run.Settled(1).Label, run.Settled(2).IsOpen));
    }

    [Fact]
    public void The_dearest_first_call_is_about_texts_that_are_open()
    {
        var knowledge = Plans.Knowledge();
        knowledge.Replay.Fold(Said("Buyer", "Other"), null);
        var intake = Plans.Of(Plans.Texts("CFO", "Buyer", "Clerk", "Chief", "Chef"), Plans.Exact(0));
        var run = Plans.Run(new Plans.Stub(intake), intake, knowledge: knowledge);
        FakeTeacher teacher = new(_ => "Sales") { Price = new Price(1, 1, 1) }, narrow = new(_ => "Sales") { Price = new Price(1, 1, 1), MostCharacters = 12 };
        Assert.Equal(
            [120_000, 140_000, 160_000, 140_000], new[] { run.CallCeiling(1, teacher), run.CallCeiling(2, teacher), run.CallCeiling(9, teacher), run.CallCeiling(9, narrow) }.Select(most => most!.Value.NanoDollars));
        Assert.Null(run.CallCeiling(2, new FakeTeacher(_ => "Sales") { Price = null }));
        var known = Plans.Of(Plans.Texts("CFO"), Plans.Exact(0));
        Assert.Equal(Money.Zero, Plans.Run(new Plans.Stub(known), known).CallCeiling(2, teacher));
    }

    [Fact]
    public void A_persons_later_words_are_counted_and_whom_they_contradict()
    {
        var intake = Plans.Of(Plans.Texts("a", "b", "c", "d"), Plans.Teacher(0), Plans.Student(1), null, Plans.Teacher(0));
        var plan = new Plans.Stub(intake);
        Assert.Null(Plans.Run(plan, intake).Corrected());
        var knowledge = Plans.Knowledge() with { Corrections = new Dictionary<TextKey, int> { [intake.Texts.Key(0)] = 0, [intake.Texts.Key(1)] = 2, [intake.Texts.Key(2)] = 2 } };
        Assert.Equal((3, 1, 0.015), Plans.Run(plan, intake, knowledge: knowledge).Corrected());
    }

    [Fact]
    public void A_concluded_plan_is_repaired()
    {
        var intake = Plans.Of(Plans.Texts("a", "b"), Plans.Student(0), Plans.Student(1));
        var plan = new Plans.Stub(intake);
        plan.Use.Add(intake.Texts.Key(0), 1, ["word:a"]);
        plan.Use.Add(intake.Texts.Key(1), 1, ["word:b"]);
        var run = Plans.Run(plan, intake, knowledge: Plans.Knowledge() with { RetiredSince = ["word:a", "word:b"] });
        run.Conclude();
        Assert.Same(plan, run.Learned);
        Assert.Equal([null, null], Assert.IsType<RepairPlan>(run.Plan).Decisions.ToArray());
        Assert.Equal([null, Plans.Student(1)], run.RepairWithout("word:b").Decisions.ToArray());
        Assert.Same(run.Seeds, run.With(plan).Seeds);
    }

    [Fact]
    public void What_leans_on_a_pattern_is_shown_with_the_answer_that_is_there()
    {
        var intake = Plans.Of(Plans.Texts("a", "b", "b"), Plans.Student(0), Plans.Student(1));
        var knowledge = Plans.Knowledge();
        knowledge.Replay.Fold(Said("b", "Other"), null);
        var run = Plans.Run(new Plans.Stub(intake), intake, knowledge: knowledge);
        Assert.Equal([new("a", 1, "Sales", null), new("b", 2, "Marketing", "Other")], new[] { ImpactedText.Of(run, 0), ImpactedText.Of(run, 1) });
    }

    [Fact]
    public void An_ask_is_about_the_text_as_it_first_stood_and_says_whether_only_the_second_is_to_be_asked()
    {
        var intake = Plans.Of(Plans.Texts("Chief", "CHIEF"));
        var replay = new JobReplay(Samples.Question, new(), new FakeTeacher(_ => null) { Name = "second" }.Profile);
        replay.Fold(new FailedText(Samples.Question.Version, intake.Texts.Key(0), "why"), null);
        var mark = new AuditMark("Sales", 0.5);
        var ask = Plans.Run(new Plans.Stub(intake), intake, knowledge: Plans.Knowledge() with { Replay = replay }).AskAbout(new(0), mark);
        Assert.Equal((Samples.Question, intake.Texts.Key(0), "Chief", mark, true), (ask.Question, ask.Key, ask.Text, ask.Audit, ask.IsGivenUp));
        Assert.False(Plans.Run(new Plans.Stub(intake), intake).AskAbout(new(0)).IsGivenUp);
    }

    [Fact]
    public void Meanings_are_looked_at_of_open_texts_and_of_lessons_where_there_is_something_to_learn()
    {
        var known = new KnownDecisions(Samples.Question);
        known.Fold(Said("elsewhere", "Other"));
        var knowledge = Plans.Knowledge() with { Known = known, Texts = new Dictionary<TextKey, string> { [TextKey.Of("elsewhere")] = "elsewhere" } };
        var intake = Plans.Of(Three, Plans.Exact(0));
        Assert.Equal(["Buyer", "Clerk", "elsewhere"], QuestionRun.Of(Samples.Question, intake, knowledge, Context(new())).TextsToEmbed().Select(text => text.Value));
        Assert.Empty(QuestionRun.Of(Samples.Question, intake, knowledge, Context(new() { Budget = new(0, 0.95) })).TextsToEmbed());
    }

    private static QuestionRun Of(JobSettings settings, params Decision?[] known) =>
        QuestionRun.Of(Samples.Question, Plans.Of(Three, known), Plans.Knowledge(), Context(settings));

    private static JobContext Context(JobSettings settings, FakeTeacher? teacher = null) =>
        Plans.Context(Samples.Request(new ListInMemory("CFO"), settings), teacher ?? new FakeTeacher(_ => "Sales") { Price = new Price(1, 1, 1) });

    private static Answer Said(string text, string label) => Answer.OfPerson(Samples.Question, TextKeys.Plain, text, label, "Ada", default);
}
