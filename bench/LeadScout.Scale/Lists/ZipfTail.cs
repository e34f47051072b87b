using LeadScout.Statistics;

namespace LeadScout.Scale.Lists;

/// <summary>
/// Draws titles as H-2B repeats them: its own frequencies at the head, and behind them the power law that fits its ranks from the tenth on.
/// Not thread-safe.
/// </summary>
internal sealed class ZipfTail
{
    private const int FirstFittedRank = 10;

    private readonly double[] _upTo; // cumulative weight by rank
    private readonly Random _random;

    /// <param name="head">Rows by rank, most frequent first.</param>
    /// <param name="titles">Ranks in all.</param>
    /// <param name="random">Seeded.</param>
    public ZipfTail(long[] head, int titles, Random random)
    {
        _random = random;
        var (scale, exponent) = Fit(head);
        _upTo = new double[titles];
        for (var rank = 0; rank < titles; rank++)
        {
            _upTo[rank] = (rank == 0 ? 0 : _upTo[rank - 1]) + (rank < head.Length ? head[rank] : scale * Math.Pow(rank + 1, -exponent));
        }
    }

    /// <summary>
    /// The titles of a list, by rank, in random order: each at least once if there are rows enough, the rest as they fall.
    /// </summary>
    public int[] Draw(int rows)
    {
        var drawn = new int[rows];
        for (var row = 0; row < rows; row++)
        {
            drawn[row] = row < _upTo.Length ? row : One();
        }

        _random.Shuffle(drawn);
        return drawn;
    }

    private int One() =>
        Array.BinarySearch(_upTo, _random.NextDouble() * _upTo[^1]) is var found && found >= 0 ? found : Math.Min(~found, _upTo.Length - 1);

    /// <summary>Least squares of the logarithms: rows = scale × rank^-exponent.</summary>
    private static (double Scale, double Exponent) Fit(long[] head)
    {
        var points = head.Select((rows, rank) => (X: Math.Log(rank + 1), Y: Math.Log(rows))).Skip(FirstFittedRank - 1).ToArray();
        var (meanX, meanY) = (points.Average(p => p.X), points.Average(p => p.Y));
        var slope = points.Sum(p => (p.X - meanX) * (p.Y - meanY)) / points.Sum(p => (p.X - meanX) * (p.X - meanX));
        return (Math.Exp(meanY - (slope * meanX)), -slope);
    }
}
