namespace LeadScout.Statistics;

/// <summary>What is proven about the frozen decisions of one label; all labels of one evidence hold together.</summary>
/// <param name="MostWrong">Rows that have the label and may be wrong, at most.</param>
/// <param name="MostMissed">Rows that have another label and should have this one, at most.</param>
/// <param name="Audits">Audited texts that had the label.</param>
/// <param name="AuditErrors">How many of them were wrong; they are corrected.</param>
/// <param name="MissedFound">Audited texts that had another label and should have had this one; corrected, too.</param>
internal readonly record struct LabelBounds(long MostWrong, long MostMissed, int Audits, int AuditErrors, int MissedFound)
{
    /// <summary>Units of the claim about both sides at once; null without such a claim.</summary>
    public RecallBound? Together { get; init; }

    /// <summary>Texts that would have to be asked to know that no larger share of the label's rows is wrong than of the list's.</summary>
    public int? AsksToKnow { get; init; }

    /// <summary>Rows that had the label when the last answer was counted: the bounds are about these.</summary>
    public long Rows { get; init; }

    /// <summary>The least recall that the bounds leave open.</summary>
    /// <param name="given">Rows that have the label in the end.</param>
    public double RecallAtLeast(long given)
    {
        double least = Recall(given, MostWrong, MostMissed);
        return Together is { } together ? Math.Max(least, together.RecallAtLeast(given, MostWrong)) : least;
    }

    internal static double Recall(double given, double wrong, double missed) =>
        missed <= 0 ? 1 : Math.Max(0, given - wrong) / (Math.Max(0, given - wrong) + missed);
}

/// <summary>At most <paramref name="Most"/> units are wrong, of which a wrong row weighs some and a missed row others.</summary>
internal readonly record struct RecallBound(long Most, long Wrong, long Missed)
{
    /// <summary>The least recall. It lies where all units are missed rows, or as many as can be are wrong ones.</summary>
    public double RecallAtLeast(long given, long mostWrong)
    {
        double wrong = Wrong == 0 ? mostWrong : Math.Min(mostWrong, (double)Most / Wrong);
        return Math.Min(
            LabelBounds.Recall(given, 0, (double)Most / Missed),
            LabelBounds.Recall(given, wrong, (Most - (wrong * Wrong)) / Missed));
    }
}
