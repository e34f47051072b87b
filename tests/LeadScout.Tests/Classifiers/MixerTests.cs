using CsCheck;
using LeadScout.Classifiers;
using Xunit;

namespace LeadScout.Tests.Classifiers;

public sealed class MixerTests
{
    private const int Members = 2;
    private const int Labels = 3;
    private static readonly double[] Prior = [1.5, 0.3];

    private static readonly Gen<List<PrequentialRecord>> Records =
        Gen.Select(Gen.Float[-2, 2].Array[Members * Labels], Gen.Int[0, Labels - 1])
            .Select((scores, label) => new PrequentialRecord(scores, [], label, false)).List[1, 15];

    [Fact]
    public void The_mix_is_the_softmax_of_the_weighted_scores() => Records.Sample(records =>
    {
        var mixed = new float[Labels];
        new Mixer(Members, Labels, Prior).Mix(records[0].Scores, mixed);
        Assert.All(Enumerable.Range(0, Labels), l => Assert.Equal(Probability(Prior, records[0].Scores, l), mixed[l], 1e-5));
    });

    [Fact]
    public void Extreme_scores_give_no_infinity()
    {
        var mixed = new float[Labels];
        new Mixer(Members, Labels, Prior).Mix([1e5f, -1e5f, 0, 0, 0, 0], mixed);
        Assert.Equal([1f, 0f, 0f], mixed);
    }

    [Fact]
    public void A_fit_is_as_good_as_what_a_fine_grid_finds() => Records.Sample(records =>
    {
        var mixer = new Mixer(Members, Labels, Prior);
        mixer.Fit(records);
        double[] fitted = [mixer.Weight(0), mixer.Weight(1)];
        if (fitted.Min() > 0)
        {
            var best = Enumerable.Range(-30, 61)
                .SelectMany(i => Enumerable.Range(-30, 61).Select(j => Value([i / 10.0, j / 10.0], records)))
                .Max();
            Assert.True(Value(fitted, records) >= best - 1e-3);
        }
    }, iter: 15);

    [Fact]
    public void No_weight_is_below_zero() => Records.Sample(records =>
    {
        var mixer = new Mixer(Members, Labels, Prior);
        mixer.Fit(records);
        Assert.True(mixer.Weight(0) >= 0 && mixer.Weight(1) >= 0);
    });

    [Fact]
    public void A_member_that_is_right_gains_weight_and_one_that_is_wrong_loses_it()
    {
        var mixer = new Mixer(Members, Labels, Prior);
        mixer.Fit(
            [.. Enumerable.Range(0, 30).Select(i => new PrequentialRecord(Shout(i % Labels, (i + 1) % Labels), [], i % Labels, false))]);
        Assert.True(mixer.Weight(0) > Prior[0]);
        Assert.Equal(0, mixer.Weight(1));
    }

    [Fact]
    public void A_fit_of_more_members_than_a_vector_holds_is_not_improved_by_moving_one_weight() =>
        Gen.Select(Gen.Float[-0.5f, 0.5f].Array[9 * Labels], Gen.Int[0, Labels - 1]).Select((scores, label) => new PrequentialRecord(scores, [], label, false)).List[5, 40].Sample(records =>
        {
            double[] prior = [.. Enumerable.Repeat(1.0, 9)];
            var mixer = new Mixer(9, Labels, prior);
            mixer.Fit(records);
            double[] fitted = [.. Enumerable.Range(0, 9).Select(mixer.Weight)];
            if (fitted.Min() == 0)
            {
                return; // where the best weight is below zero, zero is not the best
            }

            var value = Value(fitted, records, prior);
            foreach (var (m, away) in Enumerable.Range(0, 9).SelectMany(m => new[] { (m, -0.05), (m, 0.05) }))
            {
                double[] moved = [.. fitted];
                moved[m] += away;
                Assert.InRange(Value(moved, records, prior) - value, double.NegativeInfinity, 1e-3);
            }
        });

    private static float[] Shout(int first, int second) =>
        [.. Enumerable.Range(0, Labels).Select(l => l == first ? 1f : 0), .. Enumerable.Range(0, Labels).Select(l => l == second ? 1f : 0)];

    private static double Value(double[] weights, List<PrequentialRecord> records) => Value(weights, records, Prior);

    private static double Value(double[] weights, List<PrequentialRecord> records, double[] prior) =>
        records.Sum(r => Math.Log(Probability(weights, r.Scores, r.Label))) - (weights.Zip(prior, (w, p) => (w - p) * (w - p)).Sum() / 2);

    private static double Probability(double[] weights, float[] scores, int label)
    {
        var sums = Enumerable.Range(0, Labels)
            .Select(l => weights.Select((weight, m) => weight * scores[(m * Labels) + l]).Sum())
            .ToArray();
        return Math.Exp(sums[label]) / sums.Sum(Math.Exp);
    }
}
