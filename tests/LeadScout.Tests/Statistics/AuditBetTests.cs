using CsCheck;
using LeadScout.Statistics;
using Xunit;

namespace LeadScout.Tests.Statistics;

public sealed class AuditBetTests
{
    private static readonly Gen<(double Rows, double Risk, double Share, double Rate)[]> Strata =
        Gen.Select(Gen.Int[1, 3000].Select(n => (double)n), Gen.Double[0, 1], Gen.Double[0.01, 1], Gen.Double[0, 1]).Array[1, 6];

    [Fact]
    public void No_bet_gains_in_the_mean_while_the_hypothesis_is_true_whatever_the_true_rates() =>
        Gen.Select(Strata, Gen.Double[0.001, 1], Gen.Double[0, 1]).Sample((strata, place, warmth) =>
        {
            var draw = DrawOf(strata, 0);
            double[] risks = [.. strata.Select(s => s.Risk * 0.97)];
            double truth = strata.Sum(s => s.Rows * s.Rate);
            double hypothesis = truth * place;
            if (hypothesis < 1)
            {
                return; // a hypothesis is about whole rows
            }

            double mean = 0;
            for (int s = 0; s < strata.Length; s++)
            {
                double right = Factor(draw with { Stratum = s }, risks, hypothesis, false, warmth * 1e-3);
                double wrong = Factor(draw with { Stratum = s }, risks, hypothesis, true, warmth * 1e-3);
                Assert.True(right >= 0 && wrong >= 0, $"Negative wealth: {right}, {wrong}.");
                mean += draw.Shares[s] * (((1 - strata[s].Rate) * right) + (strata[s].Rate * wrong));
            }

            Assert.True(mean <= 1 + 1e-9, $"Mean {mean}.");
        });

    [Fact]
    public void A_bet_against_more_wrong_rows_gains_at_least_as_much_from_a_right_decision() =>
        Gen.Select(Strata, Gen.Double[0.02, 0.5]).Sample((strata, share) =>
        {
            var draw = DrawOf(strata, 0);
            double[] risks = [.. strata.Select(s => Math.Max(1e-3, s.Risk * 0.1))];
            double rows = draw.TotalRows * share;
            Assert.True(Factor(draw, risks, rows, false, 0) <= Factor(draw, risks, rows * 1.2, false, 0) * 1.02);
        });

    [Fact]
    public void Without_risks_a_right_decision_counts_as_in_the_hypergeometric_test()
    {
        var draw = new Draw([1000.0], [0.0], [1.0], 0);
        Assert.Equal(1000.0 / 980.0, Factor(draw, [1e-9], 20, false, 0), 1e-4);
        Assert.Equal(0, Factor(draw, [1e-9], 20, true, 0), 1e-4);
    }

    [Fact]
    public void Where_the_risks_exceed_the_hypothesis_nothing_is_staked()
    {
        var draw = new Draw([100.0], [0.5], [1.0], 0);
        Assert.Equal(1, Factor(draw, [0.5], 20, true, 0));
    }

    private static Draw DrawOf((double Rows, double Risk, double Share, double Rate)[] strata, int stratum)
    {
        double sum = strata.Sum(s => s.Share);
        return new Draw([.. strata.Select(s => s.Rows)], [.. strata.Select(s => s.Risk)], [.. strata.Select(s => s.Share / sum)], stratum);
    }

    private static double Factor(Draw draw, double[] risks, double hypothesis, bool wrong, double slope) =>
        new AuditBet(draw, risks).Factor(hypothesis, wrong, ref slope);
}
