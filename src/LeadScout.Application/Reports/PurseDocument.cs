using LeadScout.Jobs;

namespace LeadScout.Application.Reports;

/// <summary>A job's purse in US dollars, for a program; null is unknown or without limit.</summary>
public sealed record PurseDocument(decimal? MaxCostUsd, decimal ReservedUsd, decimal? SpentUsd, decimal? LeftUsd)
{
    public static PurseDocument Of(PurseStatement purse) => new(purse.Limit?.Dollars, purse.Reserved.Dollars, purse.Spent?.Dollars, purse.Left?.Dollars);
}
