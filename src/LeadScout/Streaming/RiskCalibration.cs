namespace LeadScout.Streaming;

/// <summary>
/// How often the student was wrong where it put a risk at so and so much: a logistic regression on the log odds of its risk, over the latest
/// texts whose answer has come, asked or audited alike, since of texts of the same risk a draw picks neither the right nor the wrong ones
/// (Platt, "Probabilistic Outputs for Support Vector Machines", 1999). It steers, and proves nothing. Not thread-safe.
/// </summary>
internal sealed class RiskCalibration
{
    private const int Latest = 1_500;
    private const double Least = 1e-5;

    // What is believed before there are answers: risks as they stand, give or take so much (variances of normal distributions).
    private const double OffsetVariance = 1;
    private const double SlopeVariance = 0.1;
    private const double LeastSlope = 0.1;
    private const double MostSlope = 2;

    // Newton's method, warm from the last fit, with steps that can't run away.
    private const int Steps = 3;
    private const double LongestOffsetStep = 1;
    private const double LongestSlopeStep = 0.3;

    private readonly (double LogOdds, bool Wrong)[] _latest = new (double, bool)[Latest];
    private long _seen;
    private double _offset;
    private double _slope = 1;

    /// <summary>The probability that a text of this risk is wrong.</summary>
    /// <param name="risk">As the student estimates it, 0..1.</param>
    public double Probability(double risk) => Sigmoid(_offset + (_slope * LogOdds(risk)));

    /// <summary>Takes in an outcome; it counts from the next fit on.</summary>
    public void Learn(double risk, bool wrong) => _latest[_seen++ % Latest] = (LogOdds(risk), wrong);

    /// <summary>Fits it to the outcomes.</summary>
    public void Fit()
    {
        for (var step = 0; step < Steps; step++)
        {
            Improve();
        }
    }

    private void Improve()
    {
        var (offsetGradient, slopeGradient) = (-_offset / OffsetVariance, (1 - _slope) / SlopeVariance);
        var (offsetCurve, mixedCurve, slopeCurve) = (1 / OffsetVariance, 0.0, 1 / SlopeVariance);
        foreach (var (x, wrong) in _latest.AsSpan(0, (int)Math.Min(_seen, Latest)))
        {
            var p = Sigmoid(_offset + (_slope * x));
            var (missing, weight) = ((wrong ? 1 : 0) - p, p * (1 - p));
            offsetGradient += missing;
            slopeGradient += missing * x;
            offsetCurve += weight;
            mixedCurve += weight * x;
            slopeCurve += weight * x * x;
        }

        var determinant = (offsetCurve * slopeCurve) - (mixedCurve * mixedCurve);
        var offsetStep = ((slopeCurve * offsetGradient) - (mixedCurve * slopeGradient)) / determinant;
        var slopeStep = ((offsetCurve * slopeGradient) - (mixedCurve * offsetGradient)) / determinant;
        var share = Math.Min(1, Math.Min(Part(LongestOffsetStep, offsetStep), Part(LongestSlopeStep, slopeStep)));
        _offset += share * offsetStep;
        _slope = Math.Clamp(_slope + (share * slopeStep), LeastSlope, MostSlope);
    }

    private static double Part(double longest, double step) => step == 0 ? 1 : longest / Math.Abs(step);

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double LogOdds(double risk)
    {
        var p = Math.Clamp(risk, Least, 1 - Least);
        return Math.Log(p / (1 - p));
    }
}
