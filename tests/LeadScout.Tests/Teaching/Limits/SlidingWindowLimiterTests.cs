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

        quota.Leave(first, 20);

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

    private static Task<SlidingWindowLimiter.Entry> EnterAsync(SlidingWindowLimiter quota, long tokens) =>
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
