using LeadScout.Teaching.Spending;

namespace LeadScout.Application.Reports;

/// <summary>
/// A job's spending limit in US dollars, for a program; null is unknown or without limit. What was spent is measured; what is possibly
/// billed counts against the limit beside it.
/// </summary>
public sealed record SpendingDocument(
    decimal? MaxCostUsd, decimal? ReservedUsd, decimal? SpentUsd, decimal? PossiblyBilledUsd, decimal ReleasedUsd, decimal? LeftUsd)
{
    public static SpendingDocument Of(SpendingStatement spending) =>
        new(
            spending.Limit?.Dollars,
            spending.UnpricedCalls > 0 ? null : spending.Reserved.Dollars,
            spending.Spent?.Dollars,
            spending.PossiblyBilled?.Dollars,
            spending.Released.Dollars,
            spending.Left?.Dollars);
}
