using LeadScout.ActiveLearning;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Jobs.Planning;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Jobs.Planning;

/// <summary>What was committed is taken from the log: where it is not found, it is paid for twice.</summary>
public sealed class JobReplayTests
{
    private static readonly TextKey Key = TextKey.Of("CFO");
    private static readonly BatchId Batch = BatchId.OfPlan(3);

    [Fact]
    public void A_job_that_learns_at_once_finds_its_answer_in_whichever_batch_of_the_plan()
    {
        var replay = Replay();
        Assert.True(replay.Find(Batch, Key).IsOpen);
        Assert.False(replay.HasAnswers);
        replay.Fold(Said("Other"), Batch);
        Assert.Equal([AskOutcome.Answered(2), AskOutcome.Answered(2)], new[] { Batch, BatchId.OfPlan(9) }.Select(batch => replay.Find(batch, Key)));
        Assert.True(replay.HasAnswers);
        Assert.True(replay.Find(BatchId.OfSelfCheck(0), Key).IsOpen);
        Assert.True(replay.Find(Batch, TextKey.Of("Buyer")).IsOpen);
    }

    [Fact]
    public void The_first_word_counts_and_one_that_is_no_label_is_none()
    {
        var replay = Replay();
        replay.Fold(Said("Vertrieb"), Batch);
        Assert.False(replay.HasAnswers);
        replay.Fold(Said("Other"), Batch);
        replay.Fold(Said("Sales"), Batch);
        Assert.Equal(AskOutcome.Answered(2), replay.Find(Batch, Key));
    }

    [Fact]
    public void A_deferring_job_asks_again_in_a_later_batch()
    {
        var replay = Replay(LearnMode.Deferred);
        replay.Fold(Said("Other"), Batch);
        Assert.Equal((true, false), (replay.Find(Batch, Key).IsAnswered, replay.Find(BatchId.OfPlan(4), Key).IsAnswered));
        replay.Fold(Said("Sales"), null);
        Assert.Equal([2, 0], new[] { Batch, BatchId.OfPlan(4) }.Select(batch => replay.Find(batch, Key).Label));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_check_asks_again_and_what_it_found_out_counts_where_the_plan_asks_after_all(bool isAlone)
    {
        var (check, next) = isAlone ? (BatchId.OfAloneCheck(0), BatchId.OfAloneCheck(1)) : (BatchId.OfSelfCheck(0), BatchId.OfSelfCheck(1));
        var replay = Replay();
        replay.Fold(Said("Other"), check);
        Assert.Equal([2, -1, 2], new[] { check, next, Batch }.Select(batch => replay.Find(batch, Key).Label));
        replay.Fold(Said("Sales"), next);
        replay.Fold(Said("Marketing"), null);
        Assert.Equal([2, 0, 1], new[] { check, next, Batch }.Select(batch => replay.Find(batch, Key).Label));
    }

    [Fact]
    public void What_another_job_paid_for_is_told_from_its_own()
    {
        var replay = Replay();
        replay.FoldFromElsewhere(Said("Other"));
        Assert.Equal((2, true), (replay.Find(Batch, Key).Label, replay.Find(Batch, Key).IsFromElsewhere));
        var own = Replay();
        own.Fold(Said("Other"), Batch);
        Assert.False(own.Find(Batch, Key).IsFromElsewhere);
    }

    [Theory]
    [InlineData(null, "first", "why", false)]
    [InlineData("second", "first", null, true)]
    [InlineData("second", null, null, true)]
    [InlineData("second", "second", "why", false)]
    public void A_text_that_was_given_up_waits_for_a_second_opinion_where_there_is_one(string? second, string? teacher, string? failure, bool isGivenUp)
    {
        var replay = new JobReplay(Samples.Question, new(), second is null ? null : new FakeTeacher(_ => null) { Name = second }.Profile);
        replay.Fold(new FailedText(Samples.Question.Version, Key, "why") { Teacher = teacher }, null);
        Assert.Equal((failure, isGivenUp), (replay.Find(Batch, Key).Failure, replay.IsGivenUp(Key)));
        Assert.False(replay.IsGivenUp(TextKey.Of("Buyer")));
        Assert.False(replay.HasAnswers);
    }

    private static JobReplay Replay(LearnMode learn = LearnMode.Immediate) => new(Samples.Question, new JobSettings { Learn = learn }, null);

    private static Answer Said(string label) => new()
    {
        Question = Samples.Question.Version,
        Key = Key,
        Text = "CFO",
        Label = label,
        Source = AnswerSource.Teacher,
        By = "first",
        At = default,
    };
}
