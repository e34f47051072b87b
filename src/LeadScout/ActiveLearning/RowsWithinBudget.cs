namespace LeadScout.ActiveLearning;

/// <summary>How many rows the student could decide at a moment, if no more than so many of them were to be wrong by its own doubts.</summary>
internal static class RowsWithinBudget
{
    private const int Classes = 256;

    /// <summary>The surest texts first, until their expected wrong rows reach the limit. Time: one pass; risks are told apart to 1/256.</summary>
    /// <param name="texts">Of each text its rows and the probability that its decision is wrong, 0..1.</param>
    /// <param name="wrongRows">Rows that may be wrong, at least 0.</param>
    public static long Of(IEnumerable<(int Rows, double Risk)> texts, double wrongRows)
    {
        Span<long> rows = stackalloc long[Classes];
        Span<double> wrong = stackalloc double[Classes];
        foreach (var (weight, risk) in texts)
        {
            var at = Math.Min(Classes - 1, (int)(risk * Classes));
            rows[at] += weight;
            wrong[at] += weight * risk;
        }

        var within = 0L;
        for (var at = 0; at < Classes; at++)
        {
            if (wrong[at] > wrongRows)
            {
                return within + (long)(rows[at] * (wrongRows / wrong[at]));
            }

            within += rows[at];
            wrongRows -= wrong[at];
        }

        return within;
    }
}
