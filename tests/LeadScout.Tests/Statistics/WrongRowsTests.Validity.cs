using LeadScout.Statistics;
using Xunit;

namespace LeadScout.Tests.Statistics;

/// <summary>How often the truth leaves the interval, over many lists.</summary>
public sealed partial class WrongRowsTests
{
    /// <summary>
    /// A run misses if the truth ever leaves the interval, after whichever draw. The slack is three binomial standard deviations.
    /// </summary>
    [Theory]
    [InlineData(World.Calibrated)]
    [InlineData(World.Uninformative)]
    [InlineData(World.Misleading)]
    [InlineData(World.Certain)]
    [InlineData(World.Tiny)]
    public void The_truth_leaves_the_running_interval_as_rarely_as_stated(World world)
    {
        var missed = 0;
        for (var run = 0; run < Runs; run++)
        {
            var (predicted, wrong) = Rows(world, new SeededRandom((ulong)run));
            var truth = wrong.Count(w => w);
            missed += Intervals(predicted, wrong, (ulong)run).Any(bounds => truth < bounds.Least || truth > bounds.Most) ? 1 : 0;
        }

        var alpha = 1 - Confidence;
        Assert.True(missed <= Runs * (alpha + (3 * Math.Sqrt(alpha * (1 - alpha) / Runs))), $"{missed} of {Runs}");
    }
}
