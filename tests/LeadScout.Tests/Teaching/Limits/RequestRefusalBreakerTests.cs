using LeadScout.Teaching;
using LeadScout.Teaching.Limits;
using Xunit;

namespace LeadScout.Tests.Teaching.Limits;

/// <summary>Whether it is the request that is wrong, or some of its texts.</summary>
public sealed class RequestRefusalBreakerTests
{
    [Fact]
    public async Task Alone_and_never_accepted_it_is_the_request()
    {
        var breaker = new RequestRefusalBreaker(24, proven: false);
        Refuse(breaker);

        Assert.False(await breaker.IsAboutTheTextsAsync());
    }

    [Fact]
    public async Task Where_earlier_runs_had_answers_it_is_the_texts()
    {
        var breaker = new RequestRefusalBreaker(24, proven: true);
        Refuse(breaker);

        Assert.True(await breaker.IsAboutTheTextsAsync());
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(TeacherFaultKind.CutOff, true)]
    [InlineData(TeacherFaultKind.Refused, true)]
    [InlineData(TeacherFaultKind.Unreadable, true)]
    [InlineData(TeacherFaultKind.TalkedRound, true)]
    [InlineData(TeacherFaultKind.RateLimited, false)]
    [InlineData(TeacherFaultKind.Unavailable, false)]
    [InlineData(TeacherFaultKind.BadRequest, false)]
    [InlineData(TeacherFaultKind.TooLong, false)]
    public async Task Who_is_refused_waits_for_what_comes_of_the_others(TeacherFaultKind? other, bool isAboutTheTexts)
    {
        var breaker = new RequestRefusalBreaker(24, proven: false);
        breaker.Enter();
        Refuse(breaker);
        var asked = breaker.IsAboutTheTextsAsync();
        Assert.False(asked.IsCompleted);

        breaker.Leave(other);

        Assert.Equal(isAboutTheTexts, await asked);
    }

    [Fact]
    public async Task One_that_is_accepted_answers_at_once_though_others_are_out()
    {
        var breaker = new RequestRefusalBreaker(24, proven: false);
        breaker.Enter();
        breaker.Enter();
        Refuse(breaker);
        var asked = breaker.IsAboutTheTextsAsync();

        breaker.Leave(null);

        Assert.True(await asked);
        Assert.True(await breaker.IsAboutTheTextsAsync());
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public async Task Refusal_after_refusal_is_the_request_even_where_others_were_accepted_before(int refusals, bool isAboutTheTexts)
    {
        var breaker = new RequestRefusalBreaker(3, proven: true);
        for (var i = 0; i < refusals; i++)
        {
            Refuse(breaker);
        }

        Assert.Equal(refusals, breaker.RefusedInARow);
        Assert.Equal(isAboutTheTexts, await breaker.IsAboutTheTextsAsync());
    }

    [Fact]
    public void One_that_is_accepted_begins_the_count_anew_and_other_faults_do_not_count()
    {
        var breaker = new RequestRefusalBreaker(3, proven: true);
        Refuse(breaker);
        Refuse(breaker);
        breaker.Enter();
        breaker.Leave(TeacherFaultKind.TimedOut);
        Assert.Equal(2, breaker.RefusedInARow);

        breaker.Enter();
        breaker.Leave(null);

        Assert.Equal(0, breaker.RefusedInARow);
    }

    [Fact]
    public async Task Too_many_in_a_row_are_not_waited_for()
    {
        var breaker = new RequestRefusalBreaker(1, proven: false);
        breaker.Enter();
        Refuse(breaker);

        Assert.False(await breaker.IsAboutTheTextsAsync());
    }

    private static void Refuse(RequestRefusalBreaker breaker)
    {
        breaker.Enter();
        breaker.Leave(TeacherFaultKind.BadRequest);
    }
}
