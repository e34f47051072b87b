namespace LeadScout.Savings.Results;

/// <summary>The middle value.</summary>
internal static class Median
{
    /// <summary>The median of at least one value; of an even number, the mean of the middle two.</summary>
    public static double Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
