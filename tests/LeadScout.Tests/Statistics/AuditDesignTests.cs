using CsCheck;
using LeadScout.Statistics;
using Xunit;

namespace LeadScout.Tests.Statistics;

public sealed class AuditDesignTests
{
    [Fact]
    public void The_upper_rate_has_the_divergence_asked_for() =>
        Gen.Select(Gen.Double[1e-6, 0.9], Gen.Double[1e-6, 1]).Sample((p, divergence) =>
        {
            double rate = Divergence.UpperRate(p, divergence);
            Assert.InRange(rate, p, 1);
            Assert.Equal(divergence, Divergence.Between(p, rate), 1e-6);
        });

    [Fact]
    public void No_other_spread_of_two_strata_grows_faster_in_the_worst_case()
    {
        double[] rows = [4000, 1000];
        double[] risks = [0.002, 0.06];
        const double Budget = 150;
        var shares = new double[2];
        double growth = AuditDesign.Solve(rows, risks, Budget, shares);
        Assert.Equal(1, shares.Sum(), 1e-12);
        Assert.Equal(growth, WorstGrowth(rows, risks, shares[0], Budget), 1e-5);
        for (double share = 0.02; share < 1; share += 0.02)
        {
            Assert.True(WorstGrowth(rows, risks, share, Budget) <= growth + 1e-6);
        }
    }

    [Fact]
    public void Nothing_can_be_proven_where_the_risks_reach_the_budget()
    {
        var shares = new double[2];
        Assert.Equal(0, AuditDesign.Solve([100, 100], [0.1, 0.3], 40, shares));
        Assert.Equal(1, shares.Sum(), 1e-12);
    }

    /// <summary>Slow oracle: tries every pair of rates that makes up the budget.</summary>
    private static double WorstGrowth(double[] rows, double[] risks, double share, double budget)
    {
        double worst = double.PositiveInfinity;
        for (int i = 1; i < 20_000; i++)
        {
            double first = i / 20_000.0 * budget / rows[0];
            double second = (budget - (rows[0] * first)) / rows[1];
            if (second is > 0 and < 1)
            {
                worst = Math.Min(
                    worst, (share * Divergence.Between(risks[0], first)) + ((1 - share) * Divergence.Between(risks[1], second)));
            }
        }

        return worst;
    }
}
