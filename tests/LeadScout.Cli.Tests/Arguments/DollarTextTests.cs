using LeadScout.Cli.Arguments;
using Xunit;

namespace LeadScout.Cli.Tests.Arguments;

public sealed class DollarTextTests
{
    [Theory]
    [InlineData("5", 5_000_000_000)]
    [InlineData("5.00", 5_000_000_000)]
    [InlineData("$0.50", 500_000_000)]
    [InlineData("0", 0)]
    public void Dollars_are_read_with_and_without_the_sign(string text, long nanoDollars) =>
        Assert.Equal(nanoDollars, DollarText.Parse(text)?.NanoDollars);

    [Theory]
    [InlineData("5,00")]
    [InlineData("-5")]
    [InlineData("five")]
    [InlineData("$")]
    [InlineData("1e3")]
    [InlineData("99999999999999999999")]
    public void What_is_no_amount_is_refused(string text) => Assert.Null(DollarText.Parse(text));
}
