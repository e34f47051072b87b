using LeadScout.Jobs;

namespace LeadScout.Cli.Reports;

/// <summary>A job's purse in one line.</summary>
internal static class PurseText
{
    /// <summary>As in <c>$0.02 spent, $0.01 reserved, $4.97 left of $5.00</c>.</summary>
    public static string Of(PurseStatement purse) =>
        $"{purse.Spent?.ToString() ?? "an unknown amount"} spent, {purse.Reserved} reserved, {(purse.Left is { } left ? $"{left} left of {purse.Limit}" : "no limit")}";
}
