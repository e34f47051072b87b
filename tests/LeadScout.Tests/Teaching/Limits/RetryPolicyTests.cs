using LeadScout.Teaching.Calls;
using LeadScout.Teaching.Limits;
using Xunit;

namespace LeadScout.Tests.Teaching.Limits;

public sealed class RetryPolicyTests
{
    private static readonly BatchId Batch = BatchId.OfPlan(7);

    [Theory]
    [InlineData(1, 0.5, 1)]
    [InlineData(2, 1, 2)]
    [InlineData(4, 4, 8)]
    [InlineData(7, 30, 60)]
    [InlineData(40, 30, 60)]
    public void A_delay_doubles_up_to_the_longest_and_half_of_it_is_drawn(int failures, double least, double most)
    {
        double[] drawn = [.. Enumerable.Range(0, 200).Select(seed => new RetryPolicy { Seed = (ulong)seed }.Delay(Batch, failures, null).TotalSeconds)];

        Assert.All(drawn, seconds => Assert.InRange(seconds, least, most));
        Assert.True(drawn.Min() < least + (0.1 * (most - least)) && drawn.Max() > most - (0.1 * (most - least)), $"{drawn.Min()} to {drawn.Max()}");
    }

    [Fact]
    public void The_same_seed_batch_and_failure_wait_the_same_and_others_do_not()
    {
        var policy = new RetryPolicy();
        var delay = policy.Delay(Batch, 9, null);

        Assert.Equal(delay, new RetryPolicy().Delay(Batch, 9, null));
        Assert.NotEqual(delay, new RetryPolicy { Seed = 2 }.Delay(Batch, 9, null));
        Assert.NotEqual(delay, policy.Delay(BatchId.OfPlan(8), 9, null));
        Assert.NotEqual(delay, policy.Delay(Batch, 10, null));
    }

    [Fact]
    public void What_the_provider_asks_for_is_waited_where_it_is_longer()
    {
        var policy = new RetryPolicy();
        var usual = policy.Delay(Batch, 3, null);

        Assert.Equal(usual, policy.Delay(Batch, 3, usual - TimeSpan.FromTicks(1)));
        Assert.Equal(usual + TimeSpan.FromTicks(1), policy.Delay(Batch, 3, usual + TimeSpan.FromTicks(1)));
        Assert.Equal(TimeSpan.FromMinutes(5), policy.Delay(Batch, 3, TimeSpan.FromMinutes(5)));
    }

    [Fact]
    public void The_first_and_the_longest_delay_can_be_said()
    {
        var policy = new RetryPolicy { FirstDelay = TimeSpan.FromSeconds(10), LongestDelay = TimeSpan.FromSeconds(12) };

        Assert.InRange(policy.Delay(Batch, 1, null).TotalSeconds, 5, 10);
        Assert.InRange(policy.Delay(Batch, 2, null).TotalSeconds, 6, 12);
    }

    [Fact]
    public void The_usual_figures_are_those_of_the_documents() => Assert.Equal(
        (3, 8, 10, 3, 8, 24, (int?)null, TimeSpan.FromMinutes(10)),
        (new RetryPolicy().TriesPerText, new RetryPolicy().MostTriesPerText, new RetryPolicy().TriesPerOutage, new RetryPolicy().TriesAtFirst,
            new RetryPolicy().RepliesWithoutSense, new RetryPolicy().RefusalsInARow, new RetryPolicy().MostTries, RetryPolicy.UsualPatience));
}
