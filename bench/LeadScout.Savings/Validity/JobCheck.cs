namespace LeadScout.Savings.Validity;

/// <summary>What one job promised and what was true.</summary>
/// <param name="MaxError">Its budget.</param>
/// <param name="Certified">Whether it said that the budget holds.</param>
/// <param name="AskedEverything">Whether it asked every distinct text, so that nothing could go wrong.</param>
/// <param name="AskedShare">Texts asked by rows.</param>
/// <param name="Bound">The certified bound.</param>
/// <param name="Difference">Rows that differ, by rows.</param>
internal sealed record JobCheck(double MaxError, bool Certified, bool AskedEverything, double AskedShare, double Bound, double Difference)
{
    /// <summary>A certified job that could have gone wrong.</summary>
    public bool IsAtRisk => Certified && !AskedEverything;

    /// <summary>Certified, and yet more rows differ than the budget allows.</summary>
    public bool BreaksBudget => Certified && Difference > MaxError;

    /// <summary>Certified, and yet more rows differ than the bound says.</summary>
    public bool BreaksBound => Certified && Difference > Bound;
}
