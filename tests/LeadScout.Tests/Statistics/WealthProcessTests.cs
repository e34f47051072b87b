using LeadScout.ActiveLearning;
using LeadScout.Statistics;
using LeadScout.Tests.Fakes;
using Xunit;

namespace LeadScout.Tests.Statistics;

public sealed class WealthProcessTests
{
    /// <summary>Every order of draws, with its exact probability, for every placement of errors on four texts.</summary>
    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    public void Over_all_samples_the_mean_wealth_against_the_truth_is_at_most_1(long budget, bool oneSlope)
    {
        int[] weights = [1, 3, 1, 2];
        double[] risks = [0.01, 0.05, 0.3, 0.02];
        for (int errors = 1; errors < 1 << weights.Length; errors++)
        {
            bool[] wrong = [.. Enumerable.Range(0, weights.Length).Select(i => (errors >> i & 1) == 1)];
            for (int length = 1; length <= weights.Length; length++)
            {
                Assert.InRange(MeanWealth(new Population(weights, risks, wrong), budget, length, [], oneSlope), 0, 1 + 1e-9);
            }
        }
    }

    [Fact]
    public void More_wrong_rows_than_remain_are_refuted_at_once()
    {
        var evidence = new WealthProcess(budget: 2, rows: 10, alpha: 1e-6);
        Assert.Equal(10, evidence.MostWrong);
        evidence.Count(new AuditBet(new Draw([6], [0.1], [1], 0), [0.1]), found: 1, remaining: 6, wrong: false);
        Assert.Equal(7, evidence.MostWrong);
    }

    private static double MeanWealth(Population population, long budget, int length, int[] drawn, bool oneSlope)
    {
        var texts = new FrozenTexts(population.Weights, population.Risks);
        var scale = new RiskScale();
        var sampler = new AuditSampler(texts, scale, budget, 1);
        var evidence = new WealthProcess(budget, population.Rows, alpha: 1e-9);
        long found = 0;
        Span<double> risks = stackalloc double[RiskStrata.Count];
        foreach (int text in drawn)
        {
            var draw = sampler.Prepare() with { Stratum = RiskStrata.Of(population.Risks[text]) };
            scale.Apply(draw.Rows, draw.Risks, risks);
            var bet = new AuditBet(draw, risks);
            double slope = 0;
            if (oneSlope)
            {
                evidence.Count(bet.Against(budget + 1, population.Wrong[text], ref slope), found, draw.TotalRows);
            }
            else
            {
                evidence.Count(bet, found, draw.TotalRows, population.Wrong[text]);
            }

            scale.Count(draw, population.Wrong[text]);
            texts.Take(text);
            found += population.Wrong[text] ? population.Weights[text] : 0;
        }

        if (drawn.Length == length)
        {
            return Math.Exp(evidence.Against(population.WrongRows));
        }

        var next = sampler.Prepare();
        double mean = 0;
        for (int text = 0; text < population.Weights.Length; text++)
        {
            if (!drawn.Contains(text))
            {
                int stratum = RiskStrata.Of(population.Risks[text]);
                double probability = next.Shares[stratum] * population.Weights[text] / next.Rows[stratum];
                mean += probability * MeanWealth(population, budget, length, [.. drawn, text], oneSlope);
            }
        }

        return mean;
    }
}
