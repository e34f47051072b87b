using LeadScout.Cli.Tests.Traces;
using Xunit;

namespace LeadScout.Cli.Tests;

public sealed class BillCheckTests
{
    [Theory]
    [InlineData(true, "a|b|c|d", "e|f")]
    [InlineData(true, "a|b", "c|d", "e|f")]
    [InlineData(true, "a|b", "a|b|c|d", "c", "d", "e|f")]
    [InlineData(false, "a|b", "e|f")]
    [InlineData(false, "a|c", "b|d", "e|f")]
    [InlineData(false, "a|b|c|d", "e|f", "g")]
    [InlineData(false, "a|b|c|d", "e")]
    public void A_call_may_come_in_parts_and_nothing_else(bool isDivided, params string[] asked) =>
        Assert.Equal(isDivided, BillCheck.IsDivided(asked, ["a|b|c|d", "e|f"]));
}
