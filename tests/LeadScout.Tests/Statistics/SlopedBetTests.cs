using CsCheck;
using LeadScout.Statistics;
using Xunit;

namespace LeadScout.Tests.Statistics;

/// <summary>A slope that is chosen against one hypothesis, held against all others.</summary>
public sealed class SlopedBetTests
{
    private static readonly Gen<(double Rows, double Risk, double Share, double Rate)[]> Strata =
        Gen.Select(Gen.Int[1, 3000].Select(n => (double)n), Gen.Double[0, 0.3], Gen.Double[0.01, 1], Gen.Double[0, 1]).Array[1, 6];

    [Fact]
    public void No_bet_gains_in_the_mean_while_a_hypothesis_is_true_whatever_its_slope_was_chosen_for() =>
        Gen.Select(Strata, Gen.Double[0.001, 1], Gen.Double[0.05, 1]).Sample((strata, place, aim) =>
        {
            double truth = strata.Sum(s => s.Rows * s.Rate);
            if (truth * place < 1)
            {
                return; // a hypothesis is about whole rows
            }

            double mean = 0;
            for (int s = 0; s < strata.Length; s++)
            {
                double share = strata[s].Share / strata.Sum(one => one.Share);
                double right = Bet(strata, s, aim, wrong: false).Factor(truth * place);
                double wrong = Bet(strata, s, aim, wrong: true).Factor(truth * place);
                Assert.True(right >= 0 && wrong >= 0, $"Negative wealth: {right}, {wrong}.");
                mean += share * (((1 - strata[s].Rate) * right) + (strata[s].Rate * wrong));
            }

            Assert.True(mean <= 1 + 1e-9, $"Mean {mean}.");
        });

    [Fact]
    public void Against_the_hypothesis_that_its_slope_was_chosen_for_it_is_the_audits_own_bet() =>
        Gen.Select(Strata, Gen.Double[0.05, 0.9], Gen.Bool).Sample((strata, aim, wrong) =>
        {
            double slope = 0;
            double rows = aim * strata.Sum(s => s.Rows);

            Assert.Equal(BetOf(strata, 0).Factor(rows, wrong, ref slope), Bet(strata, 0, aim, wrong).Factor(rows), 1e-9);
        });

    [Fact]
    public void The_more_wrong_rows_a_hypothesis_claims_the_more_is_won_against_it_while_decisions_are_right() =>
        Gen.Select(Strata, Gen.Double[0.35, 0.9], Gen.Double[0, 1]).Sample((strata, aim, place) =>
        {
            var bet = Bet(strata, 0, aim, wrong: false);
            double rows = aim * strata.Sum(s => s.Rows);

            Assert.True(bet.Factor(rows * place) <= bet.Factor(rows * 1.05)); // where the bet would be unbounded, the same
        });

    private static SlopedBet Bet((double Rows, double Risk, double Share, double Rate)[] strata, int drawn, double aim, bool wrong)
    {
        double slope = 0;
        return BetOf(strata, drawn).Against(aim * strata.Sum(s => s.Rows), wrong, ref slope);
    }

    private static AuditBet BetOf((double Rows, double Risk, double Share, double Rate)[] strata, int drawn)
    {
        double sum = strata.Sum(s => s.Share);
        double[] risks = [.. strata.Select(s => s.Risk)];
        return new AuditBet(new Draw([.. strata.Select(s => s.Rows)], risks, [.. strata.Select(s => s.Share / sum)], drawn), risks);
    }
}
