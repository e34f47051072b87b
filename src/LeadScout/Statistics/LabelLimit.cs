namespace LeadScout.Statistics;

/// <summary>A budget of one label: either the largest share of the rows given it that may be wrong, or the least share of the rows that should
/// have it that must have it.</summary>
internal readonly record struct LabelLimit
{
    private const long UnitsOfMissed = 1000;

    private LabelLimit(int label, double share, bool isRecall) => (Label, Share, IsRecall) = (label, share, isRecall);

    /// <summary>The label's index.</summary>
    public int Label { get; }

    /// <summary>0..1.</summary>
    public double Share { get; }

    /// <summary>Whether it is a least recall; else a largest error.</summary>
    public bool IsRecall { get; }

    /// <summary>
    /// What a wrong row weighs that was given the label, and one that was missed. With R rows rightly given, recall is at least r as long as
    /// missed rows are at most (1 - r)/r · R, and R = given - wrong: so as long as missed + (1 - r)/r · wrong is at most (1 - r)/r · given.
    /// In thousandths, rounded up.
    /// </summary>
    public (long Given, long Missed) Units => IsRecall ? ((long)Math.Ceiling(UnitsOfMissed * Odds), UnitsOfMissed) : (1, 0);

    /// <summary>The same rounded down, so that what is above the limit by them is above it.</summary>
    public (long Given, long Missed) UnitsAtLeast => IsRecall ? ((long)Math.Floor(UnitsOfMissed * Odds), UnitsOfMissed) : (1, 0);

    private double Odds => (1 - Share) / Share;

    /// <summary>At most this share of the rows given a label may be wrong.</summary>
    public static LabelLimit MaxError(int label, double share) => new(label, share, false);

    /// <summary>At least this share of the rows that should have a label must have it.</summary>
    public static LabelLimit MinRecall(int label, double share) => new(label, share, true);

    /// <summary>The share that some budgets state for a label; null where they state none.</summary>
    public static double? ShareOf(IEnumerable<LabelLimit> limits, int label, bool isRecall)
    {
        foreach (var limit in limits)
        {
            if (limit.Label == label && limit.IsRecall == isRecall)
            {
                return limit.Share;
            }
        }

        return null;
    }

    /// <summary>The most units that may be wrong where so many rows have the label.</summary>
    public long Most(long given) => (long)(IsRecall ? UnitsOfMissed * (decimal)Odds * given : (decimal)Share * given);
}
