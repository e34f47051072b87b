namespace LeadScout.Statistics;

/// <summary>What an attempt at a certificate starts from, label by label.</summary>
/// <param name="Known">By label: rows beside the frozen decisions that have it, and rightly; empty for none.</param>
/// <param name="Limits">The budgets by label.</param>
internal sealed record LabelBasis(long[] Known, IReadOnlyList<LabelLimit> Limits)
{
    /// <summary>Nothing known, no budgets.</summary>
    public static LabelBasis Nothing { get; } = new([], []);
}
