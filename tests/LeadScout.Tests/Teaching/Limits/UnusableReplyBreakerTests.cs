using LeadScout.Questions;
using LeadScout.Teaching.Limits;
using Xunit;

namespace LeadScout.Tests.Teaching.Limits;

public sealed class UnusableReplyBreakerTests
{
    private static readonly QuestionVersion One = Question.Ask("one", "Which?", "A", "B").Version;
    private static readonly QuestionVersion Other = Question.Ask("other", "What?", "C", "D").Version;

    [Fact]
    public void So_many_replies_without_a_usable_answer_are_too_many()
    {
        var breaker = new UnusableReplyBreaker(3, []);

        Assert.Equal([false, false, true, true], Enumerable.Range(0, 4).Select(_ => breaker.IsMissingAfter(One, usable: false)));
    }

    [Fact]
    public void One_usable_answer_ends_the_count_for_good()
    {
        var breaker = new UnusableReplyBreaker(2, []);
        Assert.False(breaker.IsMissingAfter(One, usable: false));
        Assert.False(breaker.IsMissingAfter(One, usable: true));

        Assert.DoesNotContain(true, Enumerable.Range(0, 9).Select(_ => breaker.IsMissingAfter(One, usable: false)));
    }

    [Fact]
    public void Each_question_is_counted_by_itself_and_those_of_earlier_runs_are_not()
    {
        var breaker = new UnusableReplyBreaker(2, [Other]);

        Assert.False(breaker.IsMissingAfter(One, usable: false));
        Assert.False(breaker.IsMissingAfter(Other, usable: false));
        Assert.False(breaker.IsMissingAfter(Other, usable: false));
        Assert.True(breaker.IsMissingAfter(One, usable: false));
    }
}
