using LeadScout.Statistics;
using Xunit;

namespace LeadScout.Tests.Statistics;

public sealed class ControlVariateTests
{
    private static readonly double[] Predictions = [.. Enumerable.Range(0, 100).Select(i => 0.2 + (i % 5 * 0.1))];

    [Theory]
    [InlineData(0.97, 10, true, 0.2)]
    [InlineData(0.02, 2, false, 0.6)]
    public void Where_all_speaks_against_a_claim_the_outcome_that_speaks_most_for_it_leaves_a_fiftieth(double claim, int oneIn, bool isWrong, double prediction)
    {
        var all = new PredictedErrors();
        Array.ForEach(Predictions, all.Add);
        var bets = new ControlVariate(all);
        foreach (var (row, predicted) in Predictions.Take(60).Index())
        {
            bets.Learn(predicted > 0.5 || row % oneIn == 0, predicted);
        }

        Assert.Equal(0.02, Math.Exp(bets.LogFactor(claim, claim, isWrong, prediction)), 12);
        Assert.True(bets.LogFactor(claim, claim, !isWrong, prediction) > 0);
    }
}
