using CsCheck;
using LeadScout.Statistics;
using Xunit;

namespace LeadScout.Tests.Statistics;

public sealed class ExactIntervalTests
{
    [Theory]
    [InlineData(0, 10, 0, 0.3085)]
    [InlineData(10, 10, 0.6915, 1)]
    [InlineData(4, 20, 0.0573, 0.4366)]
    [InlineData(12, 12, 0.7354, 1)]
    [InlineData(0, 0, 0, 1)]
    public void It_is_the_one_in_the_tables(int successes, int trials, double lower, double upper)
    {
        var interval = ExactInterval.Of(successes, trials);
        Assert.Equal(lower, interval.Lower, 4);
        Assert.Equal(upper, interval.Upper, 4);
    }

    [Fact]
    public void Whatever_the_chance_it_is_covered_with_the_stated_confidence() =>
        Gen.Select(Gen.Int[1, 40], Gen.Double[0.01, 0.99], Gen.Double[0.5, 0.99]).Sample((trials, chance, confidence) =>
        {
            var covered = Enumerable.Range(0, trials + 1)
                .Where(
                    successes => ExactInterval.Of(successes, trials, confidence) is var interval && interval.Lower <= chance && chance <= interval.Upper)
                .Sum(successes => Probability(successes, trials, chance));
            Assert.True(covered >= confidence - 1e-9, $"{covered} of {confidence}");
        });

    private static double Probability(int successes, int trials, double chance)
    {
        var probability = Math.Pow(1 - chance, trials - successes);
        for (var k = 1; k <= successes; k++)
        {
            probability *= chance * (trials - successes + k) / k;
        }

        return probability;
    }
}
