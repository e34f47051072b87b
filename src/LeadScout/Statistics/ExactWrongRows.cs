namespace LeadScout.Statistics;

/// <summary>
/// How many rows of a list are wrong, judged by a sample whose size was fixed beforehand: the interval of Clopper and Pearson (1934) for
/// draws without replacement, by the hypergeometric distribution. It covers the truth with at least the stated confidence in samples of any
/// size.
/// </summary>
internal static class ExactWrongRows
{
    /// <summary>The interval.</summary>
    /// <param name="rows">Rows of the list.</param>
    /// <param name="drawn">Rows drawn, at least 0.</param>
    /// <param name="wrong">How many of them were wrong.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    public static WrongRows Of(long rows, int drawn, int wrong, double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(wrong);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(wrong, drawn);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(drawn, rows);
        var tail = (1 - confidence) / 2;
        return new WrongRows(rows - Most(rows, drawn, drawn - wrong, tail), Most(rows, drawn, wrong, tail));
    }

    /// <summary>The largest number of marked rows under which so few drawn ones, or fewer, are more likely than the tail.</summary>
    private static long Most(long rows, int drawn, int marked, double tail)
    {
        var (likely, unlikely) = ((long)marked, rows - drawn + marked + 1);
        while (unlikely - likely > 1)
        {
            var middle = likely + ((unlikely - likely) / 2);
            (likely, unlikely) = AtMost(marked, rows, middle, drawn) > tail ? (middle, unlikely) : (likely, middle);
        }

        return likely;
    }

    /// <summary>The probability that of so many drawn rows at most <paramref name="marked"/> are marked, where <paramref name="ofRows"/> of
    /// <paramref name="rows"/> are.</summary>
    internal static double AtMost(long marked, long rows, long ofRows, long drawn)
    {
        var fewest = Math.Max(0, drawn - (rows - ofRows));
        var logTerm = LogChoose(ofRows, fewest) + LogChoose(rows - ofRows, drawn - fewest) - LogChoose(rows, drawn);
        var sum = 0.0;
        for (var k = fewest; k <= marked; k++)
        {
            sum += Math.Exp(logTerm);
            logTerm += Math.Log((double)(ofRows - k) / (k + 1) * (drawn - k) / (rows - ofRows - drawn + k + 1));
        }

        return sum;
    }

    private static double LogChoose(long of, long count)
    {
        var sum = 0.0;
        for (var i = 1L; i <= count; i++)
        {
            sum += Math.Log((double)(of - count + i) / i);
        }

        return sum;
    }
}
