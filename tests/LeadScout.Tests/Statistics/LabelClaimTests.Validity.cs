using LeadScout.ActiveLearning;
using LeadScout.Statistics;
using Xunit;

namespace LeadScout.Tests.Statistics;

/// <summary>Over all samples that there can be.</summary>
public sealed partial class LabelClaimTests
{
    private static readonly int[] Weights = [1, 3, 1, 2];
    private static readonly double[] Risks = [0.01, 0.05, 0.3, 0.02];
    private static readonly int[] Frozen = [0, 0, 1, 2];

    public static TheoryData<int, long, long, bool> Claims => new()
    {
        { LabelClaim.AnyLabel, 1, 0, false }, { 0, 1, 0, false }, { 0, 0, 1, false }, { 0, 53, 1000, false }, { 1, 1, 0, false },
        { 2, 0, 1, false }, { 2, 500, 1000, false }, { 0, 1, 0, true }, { 1, 0, 1, true }, { 0, 53, 1000, true },
    };

    /// <summary>Every order of draws, with its exact probability, for every assignment of true labels to four texts.</summary>
    [Theory]
    [MemberData(nameof(Claims))]
    public void Over_all_samples_the_mean_wealth_against_the_truth_is_at_most_1(int label, long given, long missed, bool directed)
    {
        var fullest = 0.0;
        for (int truth = 0; truth < 81; truth++)
        {
            int[] labels = [truth % 3, truth / 3 % 3, truth / 9 % 3, truth / 27];
            for (int length = 1; length <= Weights.Length; length++)
            {
                double mean = Mean(labels, (label, given, missed), directed, length, []);
                Assert.InRange(mean, 0, 1 + 1e-9);
                fullest = Math.Max(fullest, mean);
            }
        }

        Assert.True(fullest > 0.5, "The bets stake nothing.");
    }

    private static double Mean(int[] truth, (int Label, long Given, long Missed) about, bool directed, int length, int[] drawn)
    {
        var labels = new FrozenLabels(3, Frozen, [1, 2, 0, 1], directed ? [0] : []);
        var texts = new FrozenTexts(Weights, Risks, labels);
        var claim = ClaimOf(about);
        long wrong = Enumerable.Range(0, 4).Sum(text => Units(truth[text], text, about));
        foreach (int text in drawn)
        {
            var draw = Prepare(texts, directed) with { Stratum = StratumOf(labels, text) };
            var labelled = new LabelledDraw(draw, texts.RowsByLabel!, labels.RunnerUps);
            texts.Take(text);
            claim.Count(new LabelledAnswer(Frozen[text], truth[text], Weights[text], labelled));
        }

        if (drawn.Length == length)
        {
            return Math.Exp(claim.Against(wrong));
        }

        var next = Prepare(texts, directed);
        return Enumerable.Range(0, 4).Where(text => !drawn.Contains(text)).Sum(text =>
        {
            int stratum = StratumOf(labels, text);
            return next.Shares[stratum] * Weights[text] / next.Rows[stratum] * Mean(truth, about, directed, length, [.. drawn, text]);
        });
    }

    /// <summary>Shares that have nothing to do with the risks, where draws are directed.</summary>
    private static Draw Prepare(FrozenTexts texts, bool directed)
    {
        var draw = new AuditSampler(texts, new RiskScale(), 1, 1).Prepare();
        if (directed)
        {
            double[] wanted = [.. draw.Rows.Select((rows, s) => rows > 0 ? 1.0 + (s % 5) : 0)];
            wanted.Select(share => share / wanted.Sum()).ToArray().CopyTo(draw.Shares, 0);
        }

        return draw;
    }

    private static int StratumOf(FrozenLabels labels, int text) => (labels.GroupOf(text) * RiskStrata.Count) + RiskStrata.Of(Risks[text]);

    private static long Units(int truth, int text, (int Label, long Given, long Missed) about) =>
        about.Label == LabelClaim.AnyLabel || Frozen[text] == about.Label ? (truth != Frozen[text] ? about.Given * Weights[text] : 0)
        : truth == about.Label ? about.Missed * Weights[text]
        : 0;

    private static LabelClaim ClaimOf((int Label, long Given, long Missed) about)
    {
        long with = Enumerable.Range(0, 4).Where(text => about.Label == LabelClaim.AnyLabel || Frozen[text] == about.Label)
            .Sum(text => Weights[text]);
        return new LabelClaim(
            about.Label, (about.Given, about.Missed), (with, Weights.Sum() - with), new LabelClaimDesign(1, 3, 0.3), alpha: 1e-9);
    }
}
