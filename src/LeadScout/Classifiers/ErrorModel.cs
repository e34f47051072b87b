using LeadScout.Statistics;

namespace LeadScout.Classifiers;

/// <summary>
/// How probably a prediction is wrong: a ridge-penalised logistic regression over signs of doubt, fitted to prequential
/// records of which the newer count more (half as much a quarter of the records ago). One thread fits; any number may ask in between.
/// </summary>
/// <param name="further">Signs of doubt beside the usual ones; they begin without a weight.</param>
internal sealed class ErrorModel(int further = 0)
{
    /// <summary>Number of the usual signs of doubt.</summary>
    public const int DoubtFeatures = 11;
    private const double HalfLife = 0.25;
    private const double Asked = -0.2;
    private const double Steeper = 1.5;
    private static readonly double[] UsualPrior = [0, 0.8, 0.1, 0, 0, 0, 0, 0, 0, 0, 0];
    private static readonly double[] UsualPrecision = [0.3, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1];
    private readonly double[] _prior = [.. UsualPrior, .. new double[further]];
    private readonly double[] _precision = [.. UsualPrecision, .. Enumerable.Repeat(1.0, further)];
    private readonly double[] _weights = [.. UsualPrior, .. new double[further]];

    /// <summary>
    /// Estimated probability, 0 to 1, that the prediction with these doubt is wrong. Records come from texts that were asked, so mostly
    /// doubtful ones; below the doubt where they lie the fitted curve is too flat, and is made steeper by what was measured over many
    /// lists.
    /// </summary>
    public double Probability(ReadOnlySpan<float> doubt)
    {
        double logit = Logit(_weights, doubt);
        return Logistic(logit < Asked ? Asked + (Steeper * (logit - Asked)) : logit);
    }

    /// <summary>Refits to the records, oldest first.</summary>
    public void Fit(IReadOnlyList<PrequentialRecord> records) => Newton.Maximise(_weights, (at, gradient, curvature) =>
    {
        double value = 0;
        Array.Clear(curvature);
        for (int j = 0; j < at.Length; j++)
        {
            double away = at[j] - _prior[j];
            value -= 0.5 * _precision[j] * away * away;
            gradient[j] = -_precision[j] * away;
            curvature[j, j] = _precision[j];
        }

        for (int r = 0; r < records.Count; r++)
        {
            double weight = Math.Pow(0.5, (records.Count - 1 - r) / (HalfLife * records.Count));
            value += weight * Accumulate(records[r], weight, at, gradient, curvature);
        }

        return value;
    });

    private static double Accumulate(PrequentialRecord record, double weight, double[] at, double[] gradient, double[,] curvature)
    {
        double probability = Logistic(Logit(at, record.DoubtFeatures));
        double slope = weight * ((record.Wrong ? 1 : 0) - probability);
        double bend = weight * Math.Max(probability * (1 - probability), 1e-4);
        for (int j = 0; j < at.Length; j++)
        {
            gradient[j] += slope * record.DoubtFeatures[j];
            for (int k = 0; k <= j; k++)
            {
                curvature[j, k] += bend * record.DoubtFeatures[j] * record.DoubtFeatures[k];
            }
        }

        return Math.Log(Math.Max(1e-15, record.Wrong ? probability : 1 - probability));
    }

    private static double Logit(double[] weights, ReadOnlySpan<float> doubt)
    {
        double sum = 0;
        for (int j = 0; j < weights.Length; j++)
        {
            sum += weights[j] * doubt[j];
        }

        return sum;
    }

    private static double Logistic(double logit) => 1 / (1 + Math.Exp(-logit));
}
