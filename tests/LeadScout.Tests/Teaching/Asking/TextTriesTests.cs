using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Teaching.Limits;
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
            new[] { "\"a\"", "\"b\"", "\"c\"" }.Select(said => tries.AreOverAfter(0, null, $"not one of the labels: {said}", 1)));
        Assert.False(tries.AreOverAfter(1, null, "not one of the labels", 1));
    }

    [Fact]
    public void Different_things_are_a_bad_day_of_which_there_may_be_eight()
    {
        var tries = new TextTries(new RetryPolicy());
        var kinds = new[] { TeacherFaultKind.Unreadable, TeacherFaultKind.CutOff, TeacherFaultKind.Refused, TeacherFaultKind.BadRequest };

        Assert.Equal(
            [.. Enumerable.Repeat(false, 7), true],
            kinds.Concat(kinds).Select(kind => tries.AreOverAfter(0, new TeacherFault(kind, "x"), "the call failed", 1)));
    }

    [Fact]
    public void A_reply_may_count_as_all_tries() =>
        Assert.True(
            new TextTries(new RetryPolicy()).AreOverAfter(0, new TeacherFault(TeacherFaultKind.Refused, "x"), "the call failed", 3));
}
