using LeadScout.Teaching;
using Xunit;

namespace LeadScout.Tests.Teaching;

public sealed class MoneyTests
{
    [Fact]
    public void One_token_at_five_cents_a_million_is_exact() => Assert.Equal(50, new Price(0.05m, 0, 0).Of(new Usage(1, 0, 0)).NanoDollars);

    [Fact]
    public void Cached_tokens_cost_their_own_price() =>
        Assert.Equal(Money.OfDollars(0.5m + 0.1m + 4m), new Price(1, 0.2m, 8).Of(new Usage(1_000_000, 500_000, 500_000)));

    [Theory]
    [InlineData(0, "$0.00")]
    [InlineData(12_345_678, "$0.0123")]
    [InlineData(5_000_000_000, "$5.00")]
    public void Shown_in_dollars(long nano, string shown) => Assert.Equal(shown, new Money(nano).ToString());
}
