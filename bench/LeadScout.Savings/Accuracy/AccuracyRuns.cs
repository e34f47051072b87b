using LeadScout.Reviews;
using LeadScout.Statistics;

namespace LeadScout.Savings.Accuracy;

/// <summary>Simulated reviews of one made-up list: how wide the intervals are, and how often the truth is outside.</summary>
/// <param name="Name">What is made up.</param>
/// <param name="Drawn">Rows judged.</param>
/// <param name="Wrong">Mean share of wrong rows.</param>
/// <param name="Methods">By method: mean lower and upper end of the accuracy, and the share of reviews in which the truth lay outside, at
/// any moment for the running ones.</param>
internal sealed record AccuracyRuns(
    string Name, int Drawn, double Wrong, IReadOnlyList<(double Lower, double Upper, double Missed)> Methods)
{
    public const int Rows = 5_000;
    public const double Confidence = 0.95;

    /// <summary>The lists: how a row's prediction is drawn, and how probable an error then is.</summary>
    public static IReadOnlyList<(string Name, Func<Func<double>, double> Predict, Func<double, double> Error)> Lists { get; } =
    [
        (
            "half by the teacher, 2 % wrong; the student's confidence is right",
            share => share() < 0.5 ? 0 : share() * share() * 0.5,
            predicted => predicted == 0 ? 0.02 : predicted),
        (
            "a fifth in strong doubt, rightly",
            share => share() < 0.8 ? 0 : 0.2 + (0.6 * share()),
            predicted => predicted == 0 ? 0.01 : predicted),
        ("confidence says nothing", share => share() < 0.5 ? 0 : share() * share() * 0.5, _ => 0.06),
        ("confidence misleads", share => share() < 0.5 ? 0 : share() * share() * 0.5, predicted => 0.1 * (1 - (2 * predicted))),
    ];

    /// <summary>Runs reviews of one list.</summary>
    public static AccuracyRuns Of(int list, int drawn, int reviews)
    {
        var (name, predict, error) = Lists[list];
        var sums = new (double Lower, double Upper, double Missed)[3];
        var wrongInAll = 0.0;
        for (var review = 0; review < reviews; review++)
        {
            var random = new SeededRandom((ulong)review);
            var predicted = Enumerable.Range(0, Rows).Select(_ => predict(() => random.NextShare())).ToArray();
            var wrong = Array.ConvertAll(predicted, one => random.NextShare() < error(one));
            var truth = wrong.Count(one => one);
            var sample = Draw(drawn, (ulong)review);
            wrongInAll += (double)truth / Rows;
            var exact = ExactWrongRows.Of(Rows, drawn, sample.Count(row => wrong[row]), Confidence);
            Add(0, exact, truth < exact.Least || truth > exact.Most);
            Add(1, Run(sample, Array.ConvertAll(predicted, _ => 0.0), wrong, out var missed), missed);
            Add(2, Run(sample, predicted, wrong, out missed), missed);
        }

        return new AccuracyRuns(
            name, drawn, wrongInAll / reviews, [.. sums.Select(sum => (sum.Lower / reviews, sum.Upper / reviews, sum.Missed / reviews))]);

        void Add(int method, WrongRows bounds, bool missed)
        {
            sums[method].Lower += 1 - ((double)bounds.Most / Rows);
            sums[method].Upper += 1 - ((double)bounds.Least / Rows);
            sums[method].Missed += missed ? 1 : 0;
        }
    }

    private static WrongRows Run(IReadOnlyList<int> sample, double[] predicted, bool[] wrong, out bool missed)
    {
        var all = new PredictedErrors();
        Array.ForEach(predicted, all.Add);
        var sequence = new ErrorConfidenceSequence(all, Confidence);
        var truth = wrong.Count(one => one);
        missed = false;
        foreach (var row in sample)
        {
            sequence.Observe(wrong[row], predicted[row]);
            missed |= truth < sequence.Bounds.Least || truth > sequence.Bounds.Most;
        }

        return sequence.Bounds;
    }

    private static IReadOnlyList<int> Draw(int size, ulong seed)
    {
        var sample = new RowSample<int>(size, seed);
        for (var row = 0; row < Rows; row++)
        {
            sample.Offer(row + 1, row);
        }

        return sample.Draw();
    }
}
