using CsCheck;
using LeadScout.Server.Dashboard.Charts;
using Xunit;

namespace LeadScout.Dashboard.Tests;

public sealed class AxisTests
{
    [Fact]
    public void An_axis_holds_every_value_and_has_about_as_many_ticks_as_wanted() => Gen.Select(Gen.Double[1e-6, 1e9], Gen.Int[1, 6], Gen.Bool).Sample((most, ticks, ends) =>
    {
        var axis = Axis.UpTo(most, ticks, ends);
        Assert.True(axis.To >= most * (1 - 1e-9));
        Assert.InRange(axis.Ticks.Length, 1, ticks + 1);
        Assert.Equal(axis.Ticks.Order(), axis.Ticks);
        Assert.True(axis.Ticks[^1] <= axis.To * (1 + 1e-9));
        Assert.Equal(1, axis.Place(axis.To), 9);
    });

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void Nothing_to_show_is_an_axis_from_0_to_1(double most) =>
        Assert.Equal((0, 1), (Axis.UpTo(most, 4).From, Axis.UpTo(most, 4).To));
}
