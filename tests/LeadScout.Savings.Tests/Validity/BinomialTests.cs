using LeadScout.Savings.Validity;
using Xunit;

namespace LeadScout.Savings.Tests.Validity;

public sealed class BinomialTests
{
    [Fact]
    public void The_tail_is_exact_for_a_fair_coin()
    {
        Assert.Equal(1 / 1024.0, Binomial.AtMost(0, 10, 0.5), 12);
        Assert.Equal(638 / 1024.0, Binomial.AtMost(5, 10, 0.5), 12);
        Assert.Equal(1, Binomial.AtMost(10, 10, 0.5), 12);
    }

    [Fact]
    public void The_slack_is_the_least_number_that_chance_stays_within()
    {
        var slack = Binomial.MostPlausible(400, 0.05);
        Assert.True(Binomial.AtMost(slack, 400, 0.05) >= 0.99);
        Assert.True(Binomial.AtMost(slack - 1, 400, 0.05) < 0.99);
        Assert.Equal(0, Binomial.MostPlausible(0, 0.05));
    }
}
