using LeadScout.Teaching;
using LeadScout.Teaching.Limits;
using Xunit;

namespace LeadScout.Tests.Teaching.Limits;

public sealed class AdaptiveConcurrencyLimiterTests
{
    private readonly AdaptiveConcurrencyLimiter _limiter = new();
    private long _latest;

    [Fact]
    public void Too_many_halves_the_calls_and_answers_bring_them_back_one_by_one()
    {
        var calls = Enter(4);
        Leave(calls[0], CallSignal.TooMany, 4);
        Assert.Equal(2, _limiter.Limit);

        Answer(2);
        Assert.Equal(3, _limiter.Limit);
        Answer(2);
        Assert.Equal(3, _limiter.Limit);
        Answer(1);
        Assert.Null(_limiter.Limit); // as many as there were
    }

    [Fact]
    public void A_burst_that_is_refused_halves_once_and_what_was_out_before_brings_nothing_back()
    {
        var calls = Enter(24);
        for (var call = 0; call < 24; call++)
        {
            Leave(calls[call], call % 2 == 0 ? CallSignal.TooMany : CallSignal.Answered, 24 - call);
        }

        Assert.Equal(12, _limiter.Limit);
    }

    [Fact]
    public void Calls_that_are_still_too_many_are_halved_again_down_to_one()
    {
        foreach (var limit in (int[])[2, 1, 1])
        {
            var calls = Enter(5);
            Leave(calls[0], CallSignal.TooMany, 5);
            Assert.Equal(limit, _limiter.Limit);
        }
    }

    [Fact]
    public void A_halving_takes_back_what_was_answered_before_it_and_the_calls_before_it_stay_those_of_the_first()
    {
        Leave(Enter(1)[0], CallSignal.TooMany, 12);
        Answer(5); // one short of another call
        Leave(Enter(1)[0], CallSignal.TooMany, 3);
        Assert.Equal(3, _limiter.Limit);
        Answer(1);
        Assert.Equal(3, _limiter.Limit);
        Answer(2);
        Assert.Equal(4, _limiter.Limit);

        for (var limit = 4; limit < 11; limit++)
        {
            Answer(limit - 1);
            Assert.Equal(limit, _limiter.Limit);
            Answer(1);
        }

        Assert.Equal(11, _limiter.Limit);
        Answer(11);
        Assert.Null(_limiter.Limit); // twelve were out at first
    }

    [Fact]
    public void After_all_is_as_before_another_complaint_begins_from_what_is_out_then()
    {
        Leave(Enter(1)[0], CallSignal.TooMany, 2);
        Answer(1);
        Assert.Null(_limiter.Limit);

        Leave(Enter(1)[0], CallSignal.TooMany, 9);

        Assert.Equal(4, _limiter.Limit);
    }

    [Fact]
    public void The_last_call_before_a_halving_teaches_nothing_and_the_first_after_it_does()
    {
        var calls = Enter(2);
        Leave(calls[0], CallSignal.TooMany, 8);
        Leave(calls[1], CallSignal.TooMany, 8);
        Assert.Equal(4, _limiter.Limit);

        Leave(Enter(1)[0], CallSignal.TooMany, 8);

        Assert.Equal(2, _limiter.Limit);
    }

    [Fact]
    public void A_call_that_failed_for_another_reason_teaches_nothing()
    {
        Leave(Enter(1)[0], CallSignal.TooMany, 8);
        for (var call = 0; call < 20; call++)
        {
            Leave(Enter(1)[0], CallSignal.None, 1);
        }

        Assert.Equal(4, _limiter.Limit);
    }

    [Theory]
    [InlineData(null, CallSignal.Answered)]
    [InlineData(TeacherFaultKind.CutOff, CallSignal.Answered)]
    [InlineData(TeacherFaultKind.RateLimited, CallSignal.TooMany)]
    [InlineData(TeacherFaultKind.TimedOut, CallSignal.TooMany)]
    [InlineData(TeacherFaultKind.Unavailable, CallSignal.None)]
    [InlineData(TeacherFaultKind.OutOfMoney, CallSignal.None)]
    public void A_fault_says_what_it_says_of_the_calls_at_once(TeacherFaultKind? fault, CallSignal signal) => Assert.Equal(signal, CallSignals.Of(fault));

    private long[] Enter(int calls) => [.. Enumerable.Range(0, calls).Select(_ => ++_latest)];

    private void Answer(int calls) => Array.ForEach(Enter(calls), call => Leave(call, CallSignal.Answered, 1));

    private void Leave(long call, CallSignal signal, int atOnce) => _limiter.Learn(signal, call, _latest, atOnce);
}
