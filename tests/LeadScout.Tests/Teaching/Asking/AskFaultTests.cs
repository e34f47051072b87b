using System.Collections.Concurrent;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Teaching.Calls;
using LeadScout.Teaching.Limits;
using LeadScout.Teaching.Spending;
using LeadScout.Tests.Fakes;
using Xunit;
using static LeadScout.Tests.Teaching.Asking.AskBench;

namespace LeadScout.Tests.Teaching.Asking;

/// <summary>What a call that goes wrong means for its texts and for the service.</summary>
public sealed class AskFaultTests
{
    private static readonly AskServiceOptions Proven = new() { Proven = [Samples.Question.Version] };
    private readonly AskBench _bench = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(TeacherFaultKind.KeyRefused, AskStopKind.TeacherUnavailable, true)]
    [InlineData(TeacherFaultKind.NotFound, AskStopKind.TeacherUnavailable, true)]
    [InlineData(TeacherFaultKind.BadRequest, AskStopKind.TeacherUnavailable, true)]
    [InlineData(TeacherFaultKind.OutOfMoney, AskStopKind.OutOfMoney, false)]
    public async Task What_no_other_call_would_change_stops_the_service_with_advice(TeacherFaultKind kind, AskStopKind stop, bool saysCause)
    {
        var cause = new InvalidOperationException("inner");
        var fault = new TeacherFault(kind, "No.") { Advice = "Look at it.", Cause = cause };
        var teacher = new FakeTeacher(_ => "Sales") { Mishap = (_, ask) => Broken(ask, fault) };

        var result = await _bench.AskAsync(teacher, "a", "b");

        Assert.Equal((stop, "No. Look at it."), (result.Stop!.Kind, $"{result.Stop.Message}"));
        Assert.Same(saysCause ? cause : null, result.Stop.Cause);
        Assert.Same(cause, result.Cause);
        Assert.Single(teacher.Asks);
        Assert.True(result.Of(AskAbout("a")).IsOpen);
    }

    [Fact]
    public async Task The_cause_that_is_told_is_that_of_the_last_call_that_had_one()
    {
        var (first, second) = (new InvalidOperationException("first"), new InvalidOperationException("second"));
        var teacher = new FakeTeacher(_ => "Sales")
        {
            Mishap = (n, ask) => n switch
            {
                1 => Broken(ask, new TeacherFault(TeacherFaultKind.Unreadable, "x") { Cause = first }),
                2 => Broken(ask, new TeacherFault(TeacherFaultKind.Unreadable, "x") { Cause = second }),
                _ => null,
            },
        };

        var result = await _bench.AskAsync(teacher, "a");

        Assert.Same(second, result.Cause);
        Assert.Null(result.Stop);
    }

    [Fact]
    public async Task A_fault_in_a_reply_that_answers_everything_stops_nothing()
    {
        var teacher = new FakeTeacher(_ => "Sales");
        var odd = new FakeTeacher(_ => "Sales") { Mishap = (_, ask) => teacher.Answer(ask) with { Fault = new TeacherFault(TeacherFaultKind.KeyRefused, "x") } };

        var result = await _bench.AskAsync(odd, "a");

        Assert.Equal((null, 0), (result.Stop, result.Of(AskAbout("a")).Label));
    }

    [Fact]
    public async Task A_call_that_is_negotiated_anew_goes_out_again_as_it_was_and_is_no_answer()
    {
        TeacherFaultKind[] faults = [TeacherFaultKind.Unavailable, .. Enumerable.Repeat(TeacherFaultKind.Renegotiated, 9), TeacherFaultKind.Unavailable];
        var teacher = new FakeTeacher(_ => "Sales") { Mishap = (n, ask) => n <= faults.Length ? FakeTeacher.Broken(ask, faults[n - 1]) : null };

        var result = await _bench.AskAsync(teacher, "a", "b");

        Assert.Null(result.Stop);
        Assert.Equal(Enumerable.Repeat((2, (int?)null), faults.Length + 1), Shapes(teacher));
        Assert.True(result.Of(AskAbout("a")).IsAnswered);
        Assert.Equal(_bench.Waits.Count - 1, _bench.Waits.TakeWhile(wait => wait is not null).Count()); // the wait ended once, with the answer
    }

    [Fact]
    public async Task A_server_that_breaks_on_the_same_texts_over_and_over_while_it_serves_others_may_break_because_of_them()
    {
        var teacher = new FakeTeacher(_ => "Sales")
        {
            Mishap = (_, ask) => ask.Texts.Contains("poison") ? FakeTeacher.Broken(ask, TeacherFaultKind.Unavailable) : null,
        };
        var service = _bench.ServiceOf(teacher);

        var result = await EndBesideOthersAsync(service, service.AskAsync(Request("a", "poison"), Cancellation));

        Assert.Equal((null, true), (result.Stop, result.Of(AskAbout("a")).IsAnswered));
        Assert.Equal("The teacher is Unavailable.", result.Of(AskAbout("poison")).Failure);
        var sizes = teacher.Asks.Where(ask => ask.Texts.Contains("poison")).Select(ask => ask.Texts.Length);
        Assert.Equal([.. Enumerable.Repeat(2, 10), .. Enumerable.Repeat(1, 10 + 3)], sizes);
        Assert.Equal(FaultOf.Service, Assert.Single(await _bench.Store.FailuresAsync(Job, Cancellation)).FaultOf);
    }

    [Fact]
    public async Task An_answer_ends_an_outage_for_its_texts_too()
    {
        var teacher = new FakeTeacher(_ => "Sales")
        {
            Mishap = (n, ask) => n switch
            {
                1 or 11 => new Reply { Items = [AskOutcome.Answered(0), .. ask.Texts.Skip(1).Select(_ => AskOutcome.Failed("missing"))] },
                < 21 => FakeTeacher.Broken(ask, TeacherFaultKind.Unavailable),
                _ => null,
            },
        };

        var result = await _bench.AskAsync(teacher, "a", "b", "c");

        Assert.Equal((null, 21), (result.Stop, teacher.Asks.Count));
        Assert.True(result.Of(AskAbout("c")).IsAnswered);
    }

    [Fact]
    public async Task A_text_that_never_comes_back_in_time_is_waited_for_twice_once_others_were_answered_since()
    {
        var teacher = new FakeTeacher(_ => "Sales") { Mishap = TimesOut };
        var service = _bench.ServiceOf(teacher);
        var asking = service.AskAsync(Request("slow"), Cancellation);
        await service.AskAsync(Request("other"), Cancellation);

        var result = await _bench.EndOfAsync(asking);

        Assert.Equal((null, "The teacher is TimedOut."), (result.Stop, result.Of(AskAbout("slow")).Failure));
        Assert.Equal(3, teacher.AskedTexts.Count(text => text == "slow"));
    }

    [Fact]
    public async Task A_text_that_comes_back_as_late_as_all_others_is_not_to_blame()
    {
        var teacher = new FakeTeacher(_ => "Sales") { Mishap = TimesOut };
        var service = _bench.ServiceOf(teacher);
        await service.AskAsync(Request("other"), Cancellation);

        var result = await _bench.EndOfAsync(service.AskAsync(Request("slow"), Cancellation));

        Assert.Equal((AskStopKind.TeacherUnavailable, true), (result.Stop?.Kind, result.Of(AskAbout("slow")).IsOpen));
        Assert.Equal(new RetryPolicy().TriesPerOutage, teacher.AskedTexts.Count(text => text == "slow"));
    }

    [Theory]
    [InlineData(null, 30, 30)]
    [InlineData(60, 20 * 60, 20 * 60)]
    [InlineData(null, 20 * 60, 0)]
    public async Task Whom_a_provider_told_to_pause_tells_all_others_if_it_waits_at_all(int? patienceMinutes, int pause, int others)
    {
        var asked = new ConcurrentQueue<DateTimeOffset>();
        var teacher = new FakeTeacher(_ => "Sales")
        {
            Mishap = (n, ask) =>
            {
                asked.Enqueue(_bench.Clock.GetUtcNow());
                return n == 1 ? Broken(ask, new TeacherFault(TeacherFaultKind.RateLimited, "Slowly.", TimeSpan.FromSeconds(pause))) : null;
            },
        };
        var retry = new RetryPolicy { Patience = patienceMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null };
        var service = _bench.ServiceOf(teacher, new AskServiceOptions { Retry = retry });
        var first = service.AskAsync(Request("a"), Cancellation);

        var second = service.AskAsync(Request("b"), Cancellation);

        Assert.Equal(others == 0 ? 2 : 1, asked.Count);
        Assert.True((await _bench.EndOfAsync(second)).Of(AskAbout("b")).IsAnswered);
        await _bench.EndOfAsync(first);
        Assert.True(asked.Skip(1).Min() - asked.First() >= TimeSpan.FromSeconds(others));
    }

    [Fact]
    public async Task A_server_that_says_when_it_will_be_back_is_not_asked_before()
    {
        var asked = new ConcurrentQueue<DateTimeOffset>();
        var teacher = new FakeTeacher(_ => "Sales")
        {
            Mishap = (n, ask) =>
            {
                asked.Enqueue(_bench.Clock.GetUtcNow());
                return n == 1 ? Broken(ask, new TeacherFault(TeacherFaultKind.Unavailable, "Down.", TimeSpan.FromMinutes(5))) : null;
            },
        };

        await _bench.AskAsync(teacher, "a");

        Assert.Equal(2, asked.Count);
        Assert.True(asked.Last() - asked.First() >= TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task Nonsense_without_end_says_what_the_client_threw()
    {
        var cause = new InvalidOperationException("inner");
        var fault = new TeacherFault(TeacherFaultKind.Unreadable, "Nonsense.") { Cause = cause };
        var teacher = new FakeTeacher(_ => "Sales") { Mishap = (_, ask) => Broken(ask, fault) };

        var result = await _bench.AskAsync(teacher, Request("a", "b", "c", "d"));

        Assert.Equal((AskStopKind.TeacherUnavailable, cause), (result.Stop!.Kind, result.Stop.Cause));
        Assert.Contains("in 8 replies (the last: Nonsense.)", $"{result.Stop.Message}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_gives_up_waiting_says_what_the_client_threw()
    {
        var cause = new InvalidOperationException("inner");
        var fault = new TeacherFault(TeacherFaultKind.Unavailable, "Down.") { Cause = cause };

        var result = await _bench.AskAsync(new FakeTeacher(_ => "Sales") { Mishap = (_, ask) => Broken(ask, fault) }, "a");

        Assert.Equal((AskStopKind.TeacherUnavailable, cause), (result.Stop!.Kind, result.Stop.Cause));
    }

    [Theory]
    [InlineData(TeacherFaultKind.TooLong, 1)] // would be too long again
    [InlineData(TeacherFaultKind.CutOff, 3)]
    [InlineData(TeacherFaultKind.Refused, 3)]
    [InlineData(TeacherFaultKind.BadRequest, 3)]
    [InlineData(TeacherFaultKind.Unreadable, 3)]
    public async Task A_lone_text_has_as_many_tries_as_may_make_a_difference(TeacherFaultKind kind, int tries)
    {
        var teacher = new FakeTeacher(_ => "Sales") { Mishap = (_, ask) => FakeTeacher.Broken(ask, kind) };

        var result = await _bench.AskAsync(teacher, Request("a"), Proven);

        Assert.Equal((null, $"The teacher is {kind}.", tries), (result.Stop, result.Of(AskAbout("a")).Failure, teacher.Asks.Count));
        Assert.Equal(tries, result.FailedCalls);
        var failure = Assert.Single(await _bench.Store.FailuresAsync(Job, Cancellation));
        Assert.Equal(
            new FailedText(Samples.Question.Version, AskAbout("a").Key, $"The teacher is {kind}.")
            { Teacher = teacher.Name, FaultOf = kind == TeacherFaultKind.BadRequest ? FaultOf.Unknown : FaultOf.Text },
            failure);
    }

    [Fact]
    public async Task A_refused_request_is_the_texts_fault_where_others_were_accepted_in_between()
    {
        AskService? service = null;
        var teacher = new FakeTeacher(_ => "Sales")
        {
            Mishap = (_, ask) => ask.Texts.Contains("odd") ? FakeTeacher.Broken(ask, TeacherFaultKind.BadRequest) : null,
            Delay = n => n == 3 ? service!.AskAsync(Request("other"), Cancellation) : Task.CompletedTask,
        };
        service = _bench.ServiceOf(teacher, Proven);

        await service.AskAsync(Request("odd"), Cancellation);

        Assert.Equal(FaultOf.Text, Assert.Single(await _bench.Store.FailuresAsync(Job, Cancellation)).FaultOf);
    }

    [Fact]
    public async Task An_interruption_lets_no_other_call_out_and_keeps_what_came()
    {
        using var stop = new CancellationTokenSource();
        var teacher = new FakeTeacher(_ => "Sales") { Delay = _ => stop.CancelAsync() };

        var result = await _bench.ServiceOf(teacher).AskAsync(Request("a", "b") with { Lessons = new CallLessons(MostTexts: 1) }, stop.Token);

        Assert.Equal((AskStopKind.Interrupted, 1), (result.Stop?.Kind, teacher.Asks.Count));
        Assert.Equal((true, true), (result.Of(AskAbout("a")).IsAnswered, result.Of(AskAbout("b")).IsOpen));
    }

    [Fact]
    public async Task Who_wants_to_stop_is_not_told_that_the_money_is_out()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        var teacher = new FakeTeacher(_ => "Sales");

        var result = await _bench.ServiceOf(teacher, spending: new SpendingLimit(new Money(1), Money.Zero)).AskAsync(Request("a"), stop.Token);

        Assert.Equal((AskStopKind.Interrupted, 0), (result.Stop?.Kind, result.Calls));
    }

    private static Reply? TimesOut(int number, Ask ask) => ask.Texts.Contains("slow") ? FakeTeacher.Broken(ask, TeacherFaultKind.TimedOut) : null;

    private async Task<AskResult> EndBesideOthersAsync(AskService service, Task<AskResult> asking)
    {
        for (var others = 0; !asking.IsCompleted; others++)
        {
            await service.AskAsync(Request($"other {others}"), Cancellation);
            _bench.Clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }

        return await asking;
    }
}
