using LeadScout.Teaching.Limits;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace LeadScout.Tests.Teaching.Limits;

public sealed class SlidingWindowLimiterTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task No_minute_has_more_calls_than_allowed()
    {
        var quota = new SlidingWindowLimiter(new RateLimits(RequestsPerMinute: 3), _clock);
        var entered = Enumerable.Range(0, 7).Select(_ => EnterAsync(quota, 1)).ToArray();

        Assert.Equal(3, entered.Count(task => task.IsCompleted));
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(3, entered.Count(task => task.IsCompleted));
        _clock.Advance(TimeSpan.FromSeconds(1));
        await UntilAsync(() => entered.Count(task => task.IsCompleted) == 6);
        _clock.Advance(TimeSpan.FromSeconds(61));
        await Task.WhenAll(entered);
    }

    [Fact]
    public async Task A_call_counts_with_its_most_until_it_ends_and_then_with_what_it_used()
    {
        var quota = new SlidingWindowLimiter(new RateLimits(TokensPerMinute: 100), _clock);
        var first = await EnterAsync(quota, 80);
        var second = EnterAsync(quota, 80);
        Assert.False(second.IsCompleted);

        quota.Leave(first, 20, CallSignal.Answered);

        await second;
    }

    [Fact]
    public async Task A_call_larger_than_any_minute_has_one_for_itself()
    {
        var quota = new SlidingWindowLimiter(new RateLimits(TokensPerMinute: 100), _clock);
        await EnterAsync(quota, 10);
        var large = EnterAsync(quota, 1_000);
        Assert.False(large.IsCompleted);

        _clock.Advance(TimeSpan.FromSeconds(61));

        await large;
    }

    [Fact]
    public async Task When_the_provider_asks_for_a_wait_everybody_waits()
    {
        var quota = new SlidingWindowLimiter(new RateLimits(), _clock);
        quota.Pause(TimeSpan.FromSeconds(5));
        quota.Pause(TimeSpan.FromSeconds(2));
        var waiting = EnterAsync(quota, 1);

        _clock.Advance(TimeSpan.FromSeconds(4));
        Assert.False(waiting.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));

        await waiting;
    }

    [Fact]
    public async Task Who_stops_waiting_takes_no_room()
    {
        var quota = new SlidingWindowLimiter(new RateLimits(RequestsPerMinute: 1), _clock);
        await EnterAsync(quota, 1);
        using var stop = new CancellationTokenSource();
        var impatient = quota.EnterAsync(1, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
    }

    [Fact]
    public async Task Small_calls_do_not_take_the_room_of_a_large_one_that_has_waited_longer()
    {
        var quota = new SlidingWindowLimiter(new RateLimits(TokensPerMinute: 100), _clock);
        var first = await EnterAsync(quota, 60);
        var large = EnterAsync(quota, 80);
        var small = Enumerable.Range(0, 4).Select(_ => EnterAsync(quota, 20)).ToArray();
        Assert.DoesNotContain(small, call => call.IsCompleted);

        quota.Leave(first, 20, CallSignal.Answered);

        await large;
        Assert.DoesNotContain(small, call => call.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(61));
        await Task.WhenAll(small);
    }

    [Fact]
    public async Task Who_waited_longest_and_stops_leaves_its_room_to_the_next()
    {
        var quota = new SlidingWindowLimiter(new RateLimits(TokensPerMinute: 100), _clock);
        await EnterAsync(quota, 60);
        using var stop = new CancellationTokenSource();
        var large = quota.EnterAsync(200, stop.Token);
        var small = EnterAsync(quota, 20);
        Assert.False(small.IsCompleted);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => large);
        await small;
    }

    [Fact]
    public async Task Those_who_share_a_service_keep_one_limit_whatever_each_states_for_itself()
    {
        var shared = new ProviderLimits(_clock, service => service == "a" ? new RateLimits(RequestsPerMinute: 3) : new RateLimits());
        var (one, other) = (Sharing("a", new RateLimits()), Sharing("a", new RateLimits(RequestsPerMinute: 2)));
        var elsewhere = Sharing("b", new RateLimits());
        Assert.True(EnterAsync(one, 1).IsCompleted);
        Assert.True(EnterAsync(other, 1).IsCompleted);
        var strict = EnterAsync(other, 1);
        Assert.False(strict.IsCompleted);
        Assert.True(EnterAsync(one, 1).IsCompleted);
        var fourth = EnterAsync(one, 1);
        Assert.False(fourth.IsCompleted);
        Assert.True(EnterAsync(elsewhere, 1).IsCompleted);

        _clock.Advance(TimeSpan.FromSeconds(61));
        await Task.WhenAll(strict, fourth);

        SlidingWindowLimiter Sharing(string service, RateLimits limits) => new(limits, _clock, shared.Of(service));
    }

    [Fact]
    public async Task Calls_at_once_are_counted_over_all_who_share_and_one_that_ends_lets_the_next_in()
    {
        var shared = new ProviderLimits(_clock, _ => new RateLimits { CallsAtOnce = 2 });
        var (one, other) = (new SlidingWindowLimiter(new RateLimits(), _clock, shared.Of("a")), new SlidingWindowLimiter(new RateLimits(), _clock, shared.Of("a")));
        var first = await EnterAsync(one, 1);
        await EnterAsync(other, 1);
        var third = EnterAsync(other, 1);
        _clock.Advance(TimeSpan.FromMinutes(10)); // a long call is out for all that
        Assert.False(third.IsCompleted);

        one.Leave(first, 1, CallSignal.Answered);

        await third;
    }

    [Fact]
    public async Task What_the_provider_asks_of_one_holds_for_all_who_share_it()
    {
        var shared = new ProviderLimits(_clock);
        new SlidingWindowLimiter(new RateLimits(), _clock, shared.Of("a")).Pause(TimeSpan.FromSeconds(5));
        var waiting = EnterAsync(new SlidingWindowLimiter(new RateLimits(), _clock, shared.Of("a")), 1);
        Assert.False(waiting.IsCompleted);

        _clock.Advance(TimeSpan.FromSeconds(5));

        await waiting;
    }

    [Fact]
    public async Task Too_many_that_is_said_to_one_slows_all_who_share_and_their_answers_bring_the_calls_back()
    {
        var shared = new ProviderLimits(_clock);
        SlidingWindowLimiter[] jobs = [new(new RateLimits(), _clock, shared.Of("a")), new(new RateLimits(), _clock, shared.Of("a"))];
        var elsewhere = new SlidingWindowLimiter(new RateLimits(), _clock, shared.Of("b"));
        var calls = await Task.WhenAll(Enumerable.Range(0, 8).Select(call => EnterAsync(jobs[call % 2], 1)));
        for (var call = 0; call < 8; call++)
        {
            jobs[call % 2].Leave(calls[call], 1, call == 0 ? CallSignal.TooMany : CallSignal.None);
        }

        var next = Enumerable.Range(0, 5).Select(call => EnterAsync(jobs[call % 2], 1)).ToArray();
        Assert.Equal([true, true, true, true, false], next.Select(call => call.IsCompleted)); // half of eight, over both
        Assert.True(EnterAsync(elsewhere, 1).IsCompleted);

        for (var call = 0; call < 4; call++)
        {
            jobs[call % 2].Leave(await next[call], 1, CallSignal.Answered);
        }

        await next[4];
        next = [.. Enumerable.Range(0, 5).Select(call => EnterAsync(jobs[call % 2], 1))];
        Assert.Equal([true, true, true, true, false], next.Select(call => call.IsCompleted)); // five with the one that is still out
    }

    [Fact]
    public async Task What_a_call_with_a_permit_says_of_the_service_is_learnt_by_whoever_hands_out_permits()
    {
        var permits = new FakePermits { Next = CallPermit.Granted(12) };
        var shared = new ProviderLimits(_clock, _ => new RateLimits(TokensPerMinute: 100)) { Permits = permits };
        var quota = new SlidingWindowLimiter(new RateLimits(), _clock, shared.Of("a"));
        var calls = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => EnterAsync(quota, 1)));

        quota.Leave(calls[0], 1, CallSignal.TooMany);

        Assert.Equal(CallSignal.TooMany, Assert.Single(permits.Returned).Signal);
        Assert.True(EnterAsync(quota, 1).IsCompleted); // there is a permit for it
    }

    [Fact]
    public async Task Where_nobody_hands_out_permits_a_process_keeps_to_its_own_part_and_its_calls_are_delayed_not_dropped()
    {
        var permits = new FakePermits();
        var shared = new ProviderLimits(_clock, _ => new RateLimits(RequestsPerMinute: 4)) { Permits = permits };
        var quota = new SlidingWindowLimiter(new RateLimits(), _clock, shared.Of("a"));
        var calls = Enumerable.Range(0, 3).Select(_ => EnterAsync(quota, 1)).ToArray();
        Assert.Equal([true, true, false], calls.Select(call => call.IsCompleted)); // two of four, one of two processes

        quota.Leave(await calls[0], 7, CallSignal.Answered);
        _clock.Advance(TimeSpan.FromSeconds(61));

        await Task.WhenAll(calls);
        Assert.Equal([("a", null, 7L, CallSignal.Answered)], permits.Returned);
    }

    [Fact]
    public async Task A_call_goes_out_with_a_permit_once_there_is_one_and_gives_it_back()
    {
        var permits = new FakePermits { Next = CallPermit.Later(TimeSpan.FromSeconds(1)) };
        var shared = new ProviderLimits(_clock, _ => new RateLimits(TokensPerMinute: 100)) { Permits = permits };
        var quota = new SlidingWindowLimiter(new RateLimits(), _clock, shared.Of("a"));
        var waiting = EnterAsync(quota, 1);
        Assert.False(waiting.IsCompleted);
        permits.Next = CallPermit.Granted(12);
        _clock.Advance(TimeSpan.FromSeconds(1));

        quota.Leave(await waiting, 3, CallSignal.Answered);

        Assert.Equal([("a", (long?)12, 3L, CallSignal.Answered)], permits.Returned);
    }

    [Fact]
    public async Task Without_a_limit_nobody_is_asked_for_a_permit()
    {
        var permits = new FakePermits { Next = CallPermit.Later(TimeSpan.FromDays(1)) };
        var quota = new SlidingWindowLimiter(new RateLimits(), _clock, new ProviderLimits(_clock) { Permits = permits }.Of("a"));

        quota.Leave(await EnterAsync(quota, 1), 1, CallSignal.Answered);

        Assert.Empty(permits.Returned);
    }

    private sealed class FakePermits : ICallPermits
    {
        public CallPermit Next { get; set; } = CallPermit.OwnPart(2);

        public List<(string Service, long? Permit, long Tokens, CallSignal Signal)> Returned { get; } = [];

        public Task<CallPermit> TakeAsync(string service, RateLimits limits, long tokens, CancellationToken cancellationToken) => Task.FromResult(Next);

        public void GiveBack(string service, long? permit, long tokens, CallSignal signal) => Returned.Add((service, permit, tokens, signal));

        public void Pause(string service, TimeSpan time)
        {
        }
    }

    private static Task<WindowCall> EnterAsync(SlidingWindowLimiter quota, long tokens) =>
        quota.EnterAsync(tokens, TestContext.Current.CancellationToken);

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
