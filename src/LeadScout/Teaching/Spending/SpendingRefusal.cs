namespace LeadScout.Teaching.Spending;

/// <summary>A call that a spending limit does not bear.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="Request">What was wanted.</param>
internal sealed record SpendingRefusal(SpendingLimit Limit, SpendingRequest Request)
{
    /// <summary>Whether the limit is one that others spend from, too.</summary>
    public bool IsShared { get; init; }
}
