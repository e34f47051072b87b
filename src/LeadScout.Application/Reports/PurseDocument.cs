using LeadScout.Teaching.Spending;

namespace LeadScout.Application.Reports;

/// <summary>
/// A job's spending limit in US dollars, for a program; null is unknown or without limit. What was spent is measured; what is possibly billed counts against the limit beside it.
/// </summary>
public sealed record PurseDocument(decimal? MaxCostUsd, decimal ReservedUsd, decimal? SpentUsd, decimal? PossiblyBilledUsd, decimal ReleasedUsd, decimal? LeftUsd)
{
    public static PurseDocument Of(PurseStatement purse) => new(purse.Limit?.Dollars, purse.Reserved.Dollars, purse.Spent?.Dollars, purse.PossiblyBilled?.Dollars, purse.Released.Dollars, purse.Left?.Dollars);
}
