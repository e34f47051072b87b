using CsCheck;
using LeadScout.Teaching;
using Xunit;

namespace LeadScout.Tests.Teaching;

public sealed class PriceTests
{
    private static readonly Price Tiered = new(2, 0.2m, 10) { CacheWrite = 2.5m, LongPrompts = new LongPrompts(1000, 2, 1.5m) };

    [Fact]
    public void Tokens_written_to_the_cache_cost_their_own_price() =>
        Assert.Equal(
            Money.OfDollars(((500 * 2m) + (300 * 0.2m) + (200 * 2.5m) + (10 * 10m)) / 1_000_000),
            Tiered.Of(new Usage(1000, 300, 10) { CacheWrittenTokens = 200 }));

    [Fact]
    public void A_long_prompt_makes_the_whole_call_dearer() =>
        Assert.Equal(
            Money.OfDollars(((2 * ((501 * 2m) + (300 * 0.2m) + (200 * 2.5m))) + (1.5m * 10 * 10m)) / 1_000_000),
            Tiered.Of(new Usage(1001, 300, 10) { CacheWrittenTokens = 200 }));

    [Fact]
    public void No_usage_within_a_ceiling_that_is_all_written_to_the_cache_costs_more_than_it()
    {
        var dollars = Gen.Decimal[0, 100];
        var prices =
            from input in dollars
            from cached in Gen.Decimal[0, input]
            from write in Gen.Decimal[input, 200]
            from output in dollars
            from over in Gen.Long[0, 3000]
            from times in Gen.Decimal[1, 5]
            from isTiered in Gen.Bool
            select new Price(
                input, cached, output)
            { CacheWrite = write, LongPrompts = isTiered ? new LongPrompts(over, times, times) : null };
        var usages =
            from mostInput in Gen.Long[0, 4000]
            from mostOutput in Gen.Long[0, 4000]
            from input in Gen.Long[0, mostInput]
            from output in Gen.Long[0, mostOutput]
            from cached in Gen.Long[0, input]
            from written in Gen.Long[0, input - cached]
            select (
                Ceiling: new Usage(mostInput, 0, mostOutput) { CacheWrittenTokens = mostInput },
                Used: new Usage(input, cached, output) { CacheWrittenTokens = written });
        Gen.Select(prices, usages).Sample((price, usage) => price.Of(usage.Used) <= price.Of(usage.Ceiling));
    }

    [Fact]
    public void A_price_that_cannot_be_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Price(-1, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Price(1, 2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Price(1, 1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Price(1, 1, 1) { CacheWrite = 0.5m });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LongPrompts(1, 0.5m, 1));
    }
}
