using LeadScout.Answers;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Teaching.Asking;

public sealed class AskResultBuilderTests
{
    private static readonly PlannedAsk One = AskBench.AskAbout("one");
    private static readonly PlannedAsk Two = AskBench.AskAbout("two");
    private static readonly AnsweringModel Small = new("teacher", "small");
    private static readonly AnsweringModel Big = new("teacher", "big");

    private readonly AskResultBuilder _sum = new();

    [Fact]
    public void What_the_parts_bring_adds_up()
    {
        var (first, second) = (AnswerOf("one"), AnswerOf("two"));
        _sum.Add(new AskResult { Answers = [first], Models = [Small], NoCanaries = [One.Key], Calls = 3, FailedCalls = 1, Lessons = new CallLessons(100, 8) });
        _sum.Add(new AskResult { Answers = [second], Models = [Small, Big], NoCanaries = [Two.Key, One.Key], Calls = 4, FailedCalls = 2, Lessons = new CallLessons(300, 5) });

        var result = _sum.Build();

        Assert.Equal([first, second], result.Answers);
        Assert.Equal([Small, Big], result.Models);
        Assert.Equal([One.Key, Two.Key], result.NoCanaries);
        Assert.Equal((7, 3, new CallLessons(300, 5)), (result.Calls, result.FailedCalls, result.Lessons));
    }

    [Fact]
    public void About_an_ask_the_later_part_has_the_last_word_and_about_others_none()
    {
        _sum.Add(PartAbout((One, AskOutcome.Failed("no")), (Two, AskOutcome.Answered(1))));
        _sum.Add(PartAbout((One, AskOutcome.Answered(2))));

        Assert.Equal((AskOutcome.Answered(2), AskOutcome.Answered(1)), (_sum[One], _sum[Two]));
        Assert.Equal(AskOutcome.Answered(2), _sum.Build().Of(One));
    }

    [Fact]
    public void The_cause_is_the_last_that_there_was()
    {
        var (first, second) = (new InvalidOperationException("first"), new InvalidOperationException("second"));
        _sum.Add(new AskResult { Cause = first });
        _sum.Add(new AskResult());
        Assert.Same(first, _sum.Cause);

        _sum.Add(new AskResult { Cause = second });

        Assert.Same(second, _sum.Build().Cause);
    }

    [Fact]
    public void Whether_it_stopped_is_for_the_last_part_to_say()
    {
        var stop = new AskStop(AskStopKind.Interrupted, "Interrupted.");
        _sum.Add(new AskResult { Stop = stop });
        Assert.Same(stop, _sum.Build().Stop);

        _sum.Add(new AskResult());

        Assert.Null(_sum.Build().Stop);
    }

    [Fact]
    public void What_nobody_answered_may_be_left_open()
    {
        _sum.Add(PartAbout((One, AskOutcome.Failed("no")), (Two, AskOutcome.Answered(1))));

        _sum.Reopen();

        Assert.Equal((true, AskOutcome.Answered(1)), (_sum[One].IsOpen, _sum[Two]));
        Assert.Equal([Two.Id], _sum.Build().Outcomes.Keys);
    }

    private static AskResult PartAbout(params (PlannedAsk Ask, AskOutcome Outcome)[] outcomes) =>
        new() { Outcomes = outcomes.ToDictionary(pair => pair.Ask.Id, pair => pair.Outcome) };

    private static Answer AnswerOf(string text) => new()
    {
        Question = Samples.Question.Version,
        Key = TextKey.Of(text),
        Text = text,
        Label = "Sales",
        Source = AnswerSource.Teacher,
        By = "teacher",
        At = DateTimeOffset.UnixEpoch,
    };
}
