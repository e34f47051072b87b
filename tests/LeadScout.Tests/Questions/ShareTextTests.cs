using LeadScout.Questions;
using Xunit;

namespace LeadScout.Tests.Questions;

public sealed class ShareTextTests
{
    [Theory]
    [InlineData("2%", 0.02)]
    [InlineData("2 %", 0.02)]
    [InlineData("0.02", 0.02)]
    [InlineData("0.5%", 0.005)]
    [InlineData("0%", 0)]
    [InlineData("0", 0)]
    [InlineData("100%", 1)]
    [InlineData("0.99223372036854775808", 0.99223372036854775808)]
    [InlineData("0.9922337203685477", 0.9922337203685477)]
    public void A_percentage_and_a_fraction_are_one_thing(string text, double share) => Assert.Equal(share, ShareText.Parse(text));

    [Theory]
    [InlineData("2")]
    [InlineData("101%")]
    [InlineData("-1%")]
    [InlineData("2,5%")]
    [InlineData("two")]
    [InlineData("%")]
    [InlineData("")]
    [InlineData("NaN")]
    public void What_is_no_share_is_refused(string text) => Assert.Null(ShareText.Parse(text));
}
