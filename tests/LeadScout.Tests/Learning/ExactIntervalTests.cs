using LeadScout.Learning;
using Xunit;

namespace LeadScout.Tests.Learning;

public sealed class ExactIntervalTests
{
    [Theory]
    [InlineData(0, 10, 0, 0.3085)]
    [InlineData(10, 10, 0.6915, 1)]
    [InlineData(1, 10, 0.0025, 0.4450)]
    [InlineData(50, 100, 0.3983, 0.6017)]
    [InlineData(0, 0, 0, 1)]
    public void It_has_the_values_of_the_tables(int successes, int trials, double lower, double upper)
    {
        var interval = ExactInterval.Of(successes, trials);
        Assert.Equal(lower, interval.Lower, 4);
        Assert.Equal(upper, interval.Upper, 4);
    }
}
