using System.Text.Json;
using LeadScout.Questions;
using LeadScout.Teaching;
using LeadScout.Tests.Fakes;
using Xunit;

namespace LeadScout.Tests.Teaching;

/// <summary>What goes to a teacher and comes from it.</summary>
public sealed class ReplyTests
{
    private static readonly TeacherFault Fault = new(TeacherFaultKind.Unavailable, "Down.");

    [Fact]
    public void Every_text_is_asked_every_question_text_by_text()
    {
        var other = new Question("other", "Which?", Samples.Question.Text, Samples.Question.Labels);
        var ask = new Ask([Samples.Question, other], ["a", "b", "c"]);
        Assert.Equal(6, ask.AnswerCount);
        Assert.Equal(["a", "a", "b", "b", "c", "c"], Enumerable.Range(0, 6).Select(ask.TextAt));
        Assert.Equal([Samples.Question, other, Samples.Question], Enumerable.Range(0, 3).Select(ask.QuestionAt));
    }

    [Fact]
    public void An_outcome_is_an_answer_a_failure_or_open()
    {
        Assert.Equal((0, true, false, null), Seen(AskOutcome.Answered(0)));
        Assert.Equal((-1, false, false, "why"), Seen(AskOutcome.Failed("why")));
        Assert.Equal((-1, false, true, null), Seen(default));
        Assert.Throws<ArgumentOutOfRangeException>(() => AskOutcome.Answered(-1));
        Assert.Throws<ArgumentNullException>(() => AskOutcome.Failed(null!));

        static (int, bool, bool, string?) Seen(AskOutcome outcome) => (outcome.Label, outcome.IsAnswered, outcome.IsOpen, outcome.Failure);
    }

    [Fact]
    public void It_is_billed_unless_it_failed_without_a_token_and_perhaps_where_nobody_counted()
    {
        var reply = new Reply { Items = [], Usage = new Usage(1, 0, 0) };
        Assert.Equal(
            [Billing.Measured, Billing.Measured, Billing.NotBilled, Billing.Measured, Billing.PossiblyBilled, Billing.PossiblyBilled],
            new[] { reply, reply with { Usage = default }, reply with { Usage = default, Fault = Fault }, reply with { Fault = Fault }, reply with { UsageKnown = false }, reply with { UsageKnown = false, Fault = Fault, Usage = default } }
                .Select(one => one.Billing));
    }

    [Fact]
    public void A_fault_is_told_with_what_to_do_about_it()
    {
        Assert.Equal("Down.", Fault.InFull.ToString());
        Assert.Equal("Down. Wait.", (Fault with { Advice = "Wait." }).InFull.ToString());
        Assert.Equal(
            [TeacherFaultKind.RateLimited, TeacherFaultKind.Loading], Enum.GetValues<TeacherFaultKind>().Where(kind => new TeacherFault(kind, "").IsPassing));
    }

    [Fact]
    public void Lessons_are_as_careful_as_the_most_careful_of_them()
    {
        var (one, other) = (new CallLessons(100, 8, ThinkingRecord.Of(2, 50)), new CallLessons(300, 5, ThinkingRecord.Of(3, 70)));
        Assert.Equal(new CallLessons(300, 5, ThinkingRecord.Of(2, 50) + ThinkingRecord.Of(3, 70)), one.And(other));
        Assert.Equal(one.And(other), other.And(one));
        Assert.Equal([one, one, CallLessons.None], new[] { one.And(CallLessons.None), CallLessons.None.And(one), CallLessons.None.And(CallLessons.None) });
    }

    [Fact]
    public void Money_is_written_in_dollars_and_rounded_up_to_what_can_be_counted()
    {
        Assert.Equal("0.000000051", JsonSerializer.Serialize(new Money(51)));
        Assert.Equal(new Money(51), JsonSerializer.Deserialize<Money>("5.05e-8"));
        Assert.Equal((new Money(3), new Money(-1)), (new Money(1) + new Money(2), new Money(1) - new Money(2)));
        Assert.Equal((true, false, true, true, false, -1), (new Money(1) < new Money(2), new Money(2) < new Money(2), new Money(2) <= new Money(2), new Money(3) > new Money(2), new Money(1) >= new Money(2), new Money(1).CompareTo(new Money(2))));
        Assert.Equal((false, true), (new Money(2) > new Money(2), new Money(2) >= new Money(2)));
    }

    [Fact]
    public void Prices_that_can_not_be_are_refused_with_what_can()
    {
        Assert.Equal([true, false, false], new[] { Price.Free, new Price(1, 0, 0), new Price(0, 0, 1) }.Select(price => price.IsFree));
        Assert.Equal(3, new Price(3, 1, 2).CacheWrite);
        Assert.Contains("from 0 to 3", Assert.Throws<ArgumentOutOfRangeException>(() => new Price(3, 4, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("tokens from 0", Assert.Throws<ArgumentOutOfRangeException>(() => new LongPrompts(-1, 1, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("factors from 1", Assert.Throws<ArgumentOutOfRangeException>(() => new LongPrompts(0, 1, 0.9m)).Message, StringComparison.Ordinal);
        Assert.Equal((0, 1, 1), (new LongPrompts(0, 1, 1).Over, new LongPrompts(0, 1, 1).InputTimes, new LongPrompts(0, 1, 1).OutputTimes));
    }

    [Fact]
    public void A_teacher_that_throws_is_named()
    {
        var thrown = new InvalidOperationException("inner");
        var said = TeacherException.Of("somebody", thrown);
        Assert.Equal(("somebody could not be asked: InvalidOperationException. The inner exception says more.", thrown), (said.Message, said.InnerException));
    }

    [Fact]
    public void A_profile_promises_nothing_that_it_does_not_say()
    {
        TeacherProfile profile = new FakeTeacher(_ => null).Profile;
        Assert.Equal((default, null, null, null), (profile.Thinking, profile.PromptHash([Samples.Question]), profile.Roomier(new(Samples.Question, ["a"])), profile.RoomFor(default)));
        Assert.Equal(14, new ThinkingLine(2, 3).Of(4));
    }
}
