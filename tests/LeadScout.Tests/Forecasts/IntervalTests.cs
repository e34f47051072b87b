using LeadScout.Forecasts;
using Xunit;

namespace LeadScout.Tests.Forecasts;

public sealed class IntervalTests
{
    [Theory]
    [InlineData(2, 1, 3)]
    [InlineData(1, 4, 3)]
    public void Bounds_that_do_not_rise_are_refused(long least, long expected, long most) =>
        Assert.Throws<ArgumentException>(() => new Interval<long>(least, expected, most));

    [Fact]
    public void It_holds_its_bounds_and_what_is_between()
    {
        var interval = new Interval<long>(2, 3, 5);
        Assert.Equal([false, true, true, true, false], new long[] { 1, 2, 4, 5, 6 }.Select(interval.Holds));
        Assert.Equal(new Interval<double>(4, 6, 10), interval.Select(count => 2.0 * count));
    }
}
