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
