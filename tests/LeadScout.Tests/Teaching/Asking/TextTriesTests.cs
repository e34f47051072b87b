using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Teaching.Limits;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Teaching.Asking;

public sealed class TextTriesTests
{
    [Fact]
    public void The_same_thing_three_times_is_enough()
    {
        var tries = new TextTries(new RetryPolicy());

        Assert.Equal(
            [false, false, true],
            new[] { "\"a\"", "\"b\"", "\"c\"" }.Select(said => tries.AreOverAfter(Ask("a"), null, $"not one of the labels: {said}", 1)));
        Assert.False(tries.AreOverAfter(Ask("b"), null, "not one of the labels", 1));
    }

    [Fact]
    public void Different_things_are_a_bad_day_of_which_there_may_be_eight()
    {
        var tries = new TextTries(new RetryPolicy());
        var kinds = new[] { TeacherFaultKind.Unreadable, TeacherFaultKind.CutOff, TeacherFaultKind.Refused, TeacherFaultKind.BadRequest };

        Assert.Equal(
            [.. Enumerable.Repeat(false, 7), true],
            kinds.Concat(kinds).Select(kind => tries.AreOverAfter(Ask("a"), new TeacherFault(kind, "x"), "the call failed", 1)));
    }

    [Fact]
    public void A_reply_may_count_as_all_tries() =>
        Assert.True(
            new TextTries(new RetryPolicy()).AreOverAfter(Ask("a"), new TeacherFault(TeacherFaultKind.Refused, "x"), "the call failed", 3));

    private static AskId Ask(string text) => new(Samples.Question.Version, TextKey.Of(text));
}
