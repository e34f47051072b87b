using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Planning;
using LeadScout.Questions;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Teaching.Calls;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Jobs.Planning;

/// <summary>Which texts go out together, for whom, and when.</summary>
public sealed class BatchSchedulerTests
{
    private static readonly LeadTexts Shared = Plans.Texts("a", "b", "c", "d", "e");

    [Fact]
    public void A_lone_question_has_its_texts_asked_as_they_come_half_a_call_or_not()
    {
        var run = Run(Shared, [[0, 1, 2], [3]]);
        var scheduler = Scheduler(2, run);
        Assert.Equal(["0: a b", "1: c", "2: d", "none"], Planned(scheduler, 4));
        Assert.Equal(BatchId.OfPlan(3), scheduler.NextBatch);
    }

    [Fact]
    public void Batches_go_on_from_the_number_of_the_first()
    {
        var scheduler = new BatchScheduler([Run(Shared, [[0]])], 2, _ => true, BatchId.OfSelfCheck(4));
        Assert.Equal(BatchId.OfSelfCheck(4), scheduler.Next()!.Id);
    }

    [Fact]
    public void Questions_about_different_texts_take_turns_and_half_empty_calls_wait()
    {
        var (one, other) = (Run(Plans.Texts("a", "b", "c", "d"), [[0], [1], [2], [3]]), Run(Plans.Texts("x", "y", "z"), [[0, 1], [2]], Plans.Level));
        Assert.Equal(["0: x y", "1: a b", "2: c d", "3: z", "none"], Planned(Scheduler(2, one, other), 5));
    }

    [Fact]
    public void Where_nothing_more_is_proposed_the_fullest_goes_first()
    {
        var (one, other) = (Run(Plans.Texts("a"), [[0]]), Run(Plans.Texts("x", "y"), [[0, 1]], Plans.Level));
        Assert.Equal(["0: x y", "1: a", "none"], Planned(Scheduler(3, one, other), 3));
    }

    [Fact]
    public void A_text_that_another_question_would_ask_soon_is_sent_once_for_both()
    {
        var (one, other) = (Run(Shared, [[0, 1, 2]]), Run(Shared, [], Plans.Level, joins: [1, 2]));
        Assert.Equal(["0: b/department b/level c/department c/level", "1: a", "none"], Planned(Scheduler(2, one, other), 3));
        Assert.Equal([0, 1, 2], Stub(other).AskedToJoin);
        Assert.Empty(Stub(one).AskedToJoin);
    }

    [Fact]
    public void Marks_stay_with_the_question_that_proposes()
    {
        var (one, other) = (Run(Shared, [[1]]), Run(Shared, [], Plans.Level, joins: [1]));
        var batch = Scheduler(2, one, other).Next()!;
        Assert.Equal([0.5, null], batch.Asks.Select(ask => ask.Audit?.Probability));
    }

    [Fact]
    public void A_text_that_fits_with_one_question_only_is_asked_for_that_one()
    {
        var (one, other) = (Run(Shared, [[0]]), Run(Shared, [], Plans.Level, joins: [0]));
        var scheduler = new BatchScheduler([one, other], 2, ask => ask.Questions.Length == 1);
        Assert.Equal(["0: a", "none"], Planned(scheduler, 2));
        Assert.Empty(Stub(other).AskedToJoin);
    }

    [Fact]
    public void Questions_about_other_texts_are_not_asked_to_join()
    {
        var (one, other) = (Run(Shared, [[0]]), Run(Plans.Texts("a"), [], Plans.Level, joins: [0]));
        Assert.Equal(["0: a", "none"], Planned(Scheduler(1, one, other), 2));
        Assert.Empty(Stub(other).AskedToJoin);
    }

    [Fact]
    public void What_was_settled_before_is_found_for_each_question_and_what_is_open_is_not()
    {
        var knowledge = Plans.Knowledge();
        knowledge.Replay.Fold(Answer.OfPerson(Samples.Question, TextKeys.Plain, "b", "Other", "Ada", default), null);
        var (one, other) = (Run(Shared, [[0, 1]], knowledge: knowledge), Run(Shared, [], Plans.Level, joins: [0, 1]));
        var scheduler = Scheduler(2, one, other);
        var batch = scheduler.Next()!;
        var (id, outcome) = Assert.Single(scheduler.Settled(batch));
        Assert.Equal((new AskId(Samples.Question.Version, Shared.Key(1)), 2), (id, outcome.Label));
    }

    [Fact]
    public void Each_question_gets_its_own_outcomes()
    {
        var (one, other) = (Run(Shared, [[1]]), Run(Shared, [], Plans.Level, joins: [1]));
        var scheduler = Scheduler(2, one, other);
        var batch = scheduler.Next()!;
        scheduler.Fold(batch, new AskResult { Outcomes = batch.Asks.ToDictionary(ask => ask.Id, ask => AskOutcome.Answered(ask.Question == Plans.Level ? 1 : 2)) });
        Assert.Equal((1, true, AskOutcome.Answered(2)), Assert.Single(Stub(one).Folded));
        Assert.Equal((1, false, AskOutcome.Answered(1)), Assert.Single(Stub(other).Folded));
    }

    [Fact]
    public void As_many_calls_may_be_out_as_the_question_allows_that_knows_least()
    {
        var (one, other) = (Run(Shared, [[0]], most: 5), Run(Shared, [], Plans.Level, most: 3));
        Assert.Equal(3, Scheduler(2, one, other).Window);
        var guarded = new BatchScheduler([one, other], 2, _ => true, default, new CanaryPool([one, other], 1));
        Assert.Equal(1, guarded.Window);
        var batch = guarded.Next()!;
        guarded.Fold(batch, new AskResult { Outcomes = batch.Asks.ToDictionary(ask => ask.Id, _ => AskOutcome.Answered(0)) });
        Assert.Equal((3, 1), (guarded.Window, guarded.CanariesFor(new Batch(BatchId.OfPlan(7), [one.AskAbout(new(2))])).Known.Length));
    }

    private static BatchScheduler Scheduler(int textsPerCall, params ImmutableArray<QuestionRun> runs) => new(runs, textsPerCall, _ => true);

    private static Plans.Stub Stub(QuestionRun run) => (Plans.Stub)run.Plan;

    private static QuestionRun Run(
        LeadTexts texts, int[][] proposes, Question? question = null, HashSet<int>? joins = null, int most = int.MaxValue, JobKnowledge? knowledge = null)
    {
        var intake = Plans.Of(texts);
        return Plans.Run(new Plans.Stub(intake) { ToPropose = new(proposes), Joins = joins ?? [], MostCalls = most }, intake, question, knowledge);
    }

    private static IEnumerable<string> Planned(BatchScheduler scheduler, int times) =>
        Enumerable.Range(0, times).Select(_ => scheduler.Next()).Select(batch => batch is null ? "none" : $"{batch.Id}: {string.Join(' ', batch.Asks.Select(ask => Shown(ask, batch)))}");

    private static string Shown(PlannedAsk ask, Batch batch) =>
        batch.Asks.DistinctBy(one => one.Question.Version).Count() > 1 ? $"{ask.Text}/{ask.Question.Name}" : ask.Text;
}
