using LeadScout.Application.Reports;
using LeadScout.Teaching;
using LeadScout.Teaching.Spending;

namespace LeadScout.Cli.Reports;

/// <summary>A job's spending limit in one line.</summary>
internal static class SpendingText
{
    /// <summary>As in <c>$0.02 spent, $0.01 possibly billed (2 calls), $0.00 reserved, $4.97 left of $5.00</c>.</summary>
    public static string Of(SpendingStatement spending)
    {
        var possibly = spending.PossiblyBilledCalls > 0 ? $", {spending.PossiblyBilled?.ToString() ?? "an unknown amount"} possibly billed ({spending.PossiblyBilledCalls.Of("call")})" : "";
        var released = spending.Released > Money.Zero ? $", {spending.Released} released" : "";
        var left = spending.Limit is null ? "no limit" : $"{spending.Left?.ToString() ?? "an unknown amount"} left of {spending.Limit}";
        return $"{spending.Spent?.ToString() ?? "an unknown amount"} spent{possibly}{released}, {(spending.UnpricedCalls > 0 ? "an unknown amount" : spending.Reserved.ToString())} reserved, {left}";
    }
}
