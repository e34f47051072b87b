using LeadScout.Teaching.Limits;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace LeadScout.Tests.Teaching.Limits;

public sealed class RateLimitsTests
{
    [Fact]
    public void The_stricter_of_each_counts()
    {
        var both = new RateLimits(10, null) { CallsAtOnce = 4 }.And(new RateLimits(20, 500) { CallsAtOnce = 3 });

        Assert.Equal(new RateLimits(10, 500) { CallsAtOnce = 3 }, both);
    }

    [Theory]
    [InlineData(100, 1, 3, 33)]
    [InlineData(100, 2, 3, 66)]
    [InlineData(2, 1, 3, 1)]
    public void A_part_is_rounded_down_and_never_nothing(int all, int mine, int parts, int expected) =>
        Assert.Equal((expected, expected), (new RateLimits(all, all).Share(mine, parts).RequestsPerMinute!.Value, (int)new RateLimits(all, all).Share(mine, parts).TokensPerMinute!.Value));

    [Fact]
    public void A_limit_that_one_does_not_state_is_the_others()
    {
        var stated = new RateLimits(10, 500) { CallsAtOnce = 4 };

        Assert.Equal(stated, stated.And(new RateLimits()));
        Assert.Equal(stated, new RateLimits().And(stated));
        Assert.Equal(stated, stated.And(stated));
    }

    [Fact]
    public void Any_one_of_them_is_a_limit()
    {
        Assert.False(new RateLimits().IsAny);
        Assert.True(new RateLimits(RequestsPerMinute: 1).IsAny);
        Assert.True(new RateLimits(TokensPerMinute: 1).IsAny);
        Assert.True(new RateLimits { CallsAtOnce = 1 }.IsAny);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 3, 3)]
    [InlineData(2, 3, 2)]
    [InlineData(2, 4, 2)]
    [InlineData(2, 5, 3)]
    public void A_part_knows_of_how_many_it_is_one(int mine, int all, int parts) => Assert.Equal(parts, new RateLimits(100).Share(mine, all).Parts);

    [Theory]
    [InlineData(6, 1, 3, 0)]
    [InlineData(3, 1, 3, 0)]
    [InlineData(2, 1, 4, 122)]
    [InlineData(1, 2, 4, 122)]
    [InlineData(1, 1, 4, 244)]
    public void Less_than_a_call_a_minute_is_a_call_in_several_minutes(int calls, int mine, int all, double apart) =>
        Assert.Equal(apart, new RateLimits(calls).Share(mine, all).Apart.TotalSeconds, 6);

    [Theory]
    [InlineData(5, 1, 2, 2)]
    [InlineData(5, 2, 3, 3)]
    [InlineData(1, 1, 9, 1)]
    [InlineData(int.MaxValue, 2, 3, 1431655764)]
    public void Of_the_calls_at_once_there_is_always_one(int atOnce, int mine, int all, int share) =>
        Assert.Equal(share, new RateLimits { CallsAtOnce = atOnce }.Share(mine, all).CallsAtOnce);

    [Fact]
    public void There_are_no_parts_below_one_and_not_more_than_all()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RateLimits(1).Share(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RateLimits(1).Share(2, 1));
        Assert.Equal(new RateLimits(), new RateLimits().Share(1, 1));
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 3)]
    [InlineData(7, 3)]
    [InlineData(60, 4)]
    public void All_parts_together_never_pass_the_limit(int limit, int parts)
    {
        var clock = new FakeTimeProvider();
        var windows = Enumerable.Range(0, parts).Select(_ => new CallWindow(clock)).ToArray();
        var made = new List<DateTimeOffset>();
        for (var second = 0; second < 600; second++)
        {
            foreach (var window in windows)
            {
                using var waiter = window.Queue(1);
                while (window.TryEnter(new RateLimits(limit).Share(1, parts), waiter, out _) is not null)
                {
                    made.Add(clock.GetUtcNow());
                }
            }

            clock.Advance(TimeSpan.FromSeconds(1));
        }

        // Parts of less than one call a minute are parts of the average; each process begins with one.
        var begun = limit < parts ? parts : limit;
        Assert.All(made, at => Assert.InRange(made.Count(other => other >= at && other - at < TimeSpan.FromMinutes(1)), 1, begun));
        Assert.InRange(made.Count(at => at - made[0] >= TimeSpan.FromMinutes(1)), 1, limit * 9);
    }
}
