using CsCheck;
using LeadScout.Reviews;
using LeadScout.Statistics;
using Xunit;

namespace LeadScout.Tests.Statistics;

public sealed partial class WrongRowsTests
{
    private const double Confidence = 0.9;
    private const int Runs = 400;

    public enum World
    {
        Calibrated,
        Uninformative,
        Misleading,
        Certain,
        Tiny,
    }

    [Fact]
    public void Predictions_that_tell_narrow_the_interval_and_others_hardly_widen_it()
    {
        Assert.True(MeanWidth(World.Certain, keep: true) < 0.9 * MeanWidth(World.Certain, keep: false));
        Assert.True(MeanWidth(World.Uninformative, keep: true) < 1.1 * MeanWidth(World.Uninformative, keep: false));
    }

    [Fact]
    public void A_list_judged_to_its_end_is_known() => Gen.Select(Gen.Bool.Array[1, 60], Gen.ULong).Sample((wrong, seed) =>
    {
        var predicted = wrong.Select((_, i) => i % 7 / 10.0).ToArray();
        var truth = wrong.Count(w => w);
        var last = Intervals(predicted, wrong, seed, wrong.Length).Last();
        return last.Least >= 0
            && last.Most <= wrong.Length
            && (last == new WrongRows(truth, truth) || truth < last.Least || truth > last.Most);
    });

    [Fact]
    public void Many_rows_are_judged_in_cells_no_narrower_than_single_claims()
    {
        var few = new ErrorConfidenceSequence(Constant(9_999), Confidence);
        var many = new ErrorConfidenceSequence(Constant(999_900), Confidence);
        for (var i = 0; i < 100; i++)
        {
            few.Observe(i % 20 == 0, 0.1);
            many.Observe(i % 20 == 0, 0.1);
        }

        Assert.InRange(many.Bounds.Most / 999_900.0, few.Bounds.Most / 9_999.0, (few.Bounds.Most / 9_999.0) + 0.003);
        Assert.InRange(many.Bounds.Least / 999_900.0, (few.Bounds.Least / 9_999.0) - 0.003, few.Bounds.Least / 9_999.0);
    }

    /// <summary>The oracle adds the chances of every outcome.</summary>
    [Fact]
    public void The_exact_interval_covers_every_truth_as_often_as_stated() =>
        Gen.Select(Gen.Int[1, 25], Gen.Int[0, 25], Gen.Int[0, 25], Gen.Double[0.5, 0.99]).Sample((rows, marked, size, confidence) =>
        {
            var (truth, drawn) = (marked % (rows + 1), size % (rows + 1));
            var covered = Enumerable.Range(0, drawn + 1)
                .Where(
                    wrong => Chance(rows, truth, drawn, wrong) > 0 && ExactWrongRows.Of(rows, drawn, wrong, confidence) is var bounds && bounds.Least <= truth && truth <= bounds.Most)
                .Sum(wrong => Chance(rows, truth, drawn, wrong));
            Assert.True(covered >= confidence - 1e-9, $"{covered} of {confidence}");
        });

    [Fact]
    public void The_exact_interval_is_as_narrow_as_the_tails_allow()
    {
        var bounds = ExactWrongRows.Of(1_000_000, 100, 5, 0.95);
        Assert.Equal(0.0164, bounds.Least / 1e6, 4); // Clopper and Pearson for 5 of 100
        Assert.Equal(0.1128, bounds.Most / 1e6, 4);
    }

    private static PredictedErrors Constant(int rows) => Predicted(Enumerable.Repeat(0.1, rows));

    private static double MeanWidth(World world, bool keep)
    {
        const int Few = 40;
        return Enumerable.Range(0, Few).Average(run =>
        {
            var (predicted, wrong) = Rows(world, new SeededRandom((ulong)run));
            var last = Intervals(keep ? predicted : Array.ConvertAll(predicted, _ => 0.1), wrong, (ulong)run).Last();
            return last.Most - last.Least;
        });
    }

    private static IEnumerable<WrongRows> Intervals(double[] predicted, bool[] wrong, ulong seed, int draws = 80)
    {
        var sequence = new ErrorConfidenceSequence(Predicted(predicted), Confidence);
        var sample = new RowSample<int>(Math.Min(draws, wrong.Length), seed);
        for (var row = 0; row < wrong.Length; row++)
        {
            sample.Offer(row + 1, row);
        }

        foreach (var row in sample.Draw())
        {
            sequence.Observe(wrong[row], predicted[row]);
            yield return sequence.Bounds;
        }
    }

    private static PredictedErrors Predicted(IEnumerable<double> predictions)
    {
        var predicted = new PredictedErrors();
        foreach (var prediction in predictions)
        {
            predicted.Add(prediction);
        }

        return predicted;
    }

    private static (double[] Predicted, bool[] Wrong) Rows(World world, SeededRandom random)
    {
        var (predicted, wrong) = (new double[world == World.Tiny ? 30 : 500], new bool[world == World.Tiny ? 30 : 500]);
        for (var i = 0; i < predicted.Length; i++)
        {
            predicted[i] = random.NextShare() < 0.5
                ? 0
                : world == World.Certain
                ? 0.02 + (0.9 * Math.Round(random.NextShare() * 0.7))
                : random.NextShare() * 0.3;
            var chance = world switch
            {
                World.Calibrated or World.Tiny => predicted[i] + 0.02,
                World.Certain => predicted[i],
                World.Misleading => 0.3 - predicted[i],
                _ => 0.1,
            };
            wrong[i] = random.NextShare() < chance;
        }

        return (predicted, wrong);
    }

    private static double Chance(int rows, int truth, int drawn, int wrong) =>
        wrong > truth || drawn - wrong > rows - truth
            ? 0
            : Choose(truth, wrong) * Choose(rows - truth, drawn - wrong) / Choose(rows, drawn);

    private static double Choose(int of, int count) =>
        Enumerable.Range(1, count).Aggregate(1.0, (product, i) => product * (of - count + i) / i);
}
