using LeadScout.Application.Reports;
using LeadScout.Teaching;
using LeadScout.Teaching.Spending;

namespace LeadScout.Cli.Reports;

/// <summary>A job's spending limit in one line.</summary>
internal static class PurseText
{
    /// <summary>As in <c>$0.02 spent, $0.01 possibly billed (2 calls), $0.00 reserved, $4.97 left of $5.00</c>.</summary>
    public static string Of(PurseStatement purse)
    {
        var possibly = purse.PossiblyBilledCalls > 0 ? $", {purse.PossiblyBilled?.ToString() ?? "an unknown amount"} possibly billed ({purse.PossiblyBilledCalls.Of("call")})" : "";
        var released = purse.Released > Money.Zero ? $", {purse.Released} released" : "";
        var left = purse.Left is { } rest ? $"{rest} left of {purse.Limit}" : "no limit";
        return $"{purse.Spent?.ToString() ?? "an unknown amount"} spent{possibly}{released}, {purse.Reserved} reserved, {left}";
    }
}
