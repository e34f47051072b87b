namespace LeadScout.Statistics;

/// <summary>
/// What is predicted about all rows that a sample is drawn from: how probable it is that a row's label is wrong. Known before the first
/// draw.
/// </summary>
public sealed class PredictedErrors
{
    /// <summary>Rows.</summary>
    public long Rows { get; private set; }

    /// <summary>Sum of the predictions.</summary>
    public double Sum { get; private set; }

    /// <summary>Sum of their squares.</summary>
    public double SumOfSquares { get; private set; }

    /// <summary>The smallest; 1 without rows.</summary>
    public double Least { get; private set; } = 1;

    /// <summary>The largest; 0 without rows.</summary>
    public double Most { get; private set; }

    /// <summary>Adds a row.</summary>
    /// <param name="predicted">0..1.</param>
    public void Add(double predicted)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(predicted);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(predicted, 1);
        Rows++;
        Sum += predicted;
        SumOfSquares += predicted * predicted;
        (Least, Most) = (Math.Min(Least, predicted), Math.Max(Most, predicted));
    }
}
