using System.Globalization;
using LeadScout.Jobs;
using LeadScout.Teaching;

namespace LeadScout.Application.Reports;

/// <summary>Figures as people read them, the same in every country.</summary>
public static class Numbers
{
    /// <summary>As in <c>13,278</c>.</summary>
    public static string Text(this long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>As in <c>13,278</c>.</summary>
    public static string Text(this int count) => ((long)count).Text();

    /// <summary>As in <c>1 call</c>, <c>2,000 calls</c>.</summary>
    public static string Of(this long count, string singular) => count == 1 ? $"1 {singular}" : $"{count.Text()} {singular}s";

    /// <summary>As in <c>1 call</c>, <c>2,000 calls</c>.</summary>
    public static string Of(this int count, string singular) => ((long)count).Of(singular);

    /// <summary>As in <c>99.9 %</c>, as the user stated it: a promise is neither rounded up nor down.</summary>
    public static string Stated(double share) => ((decimal)share * 100).ToString("0.##########", CultureInfo.InvariantCulture) + " %";

    /// <summary>As in <c>2.5 %</c>; up to two decimals, never rounded down to a prettier figure.</summary>
    public static string Percent(double share) =>
        (Math.Ceiling(Math.Round(share * 10_000, 6)) / 100).ToString("0.##", CultureInfo.InvariantCulture) + " %";

    /// <summary>Whole per cents of a part, rounded down, so that 100 % means all.</summary>
    public static string WholePercent(long part, long whole) =>
        whole == 0 ? "0 %" : Math.Floor(100.0 * part / whole).ToString("0", CultureInfo.InvariantCulture) + " %";

    /// <summary>As in <c>99.5 %</c>, rounded; 0.0 % means none and 100.0 % means all, what rounds to them is <c>&lt;0.1 %</c> or <c>&gt;99.9 %</c>.</summary>
    public static string Share(long part, long whole) => (Math.Round(100m * part / Math.Max(1, whole), 1, MidpointRounding.AwayFromZero), part) switch
    {
        _ when whole == 0 => "",
        (0, > 0) => "<0.1 %",
        (100, _) when part < whole => ">99.9 %",
        var (share, _) => share.ToString("0.0", CultureInfo.InvariantCulture) + " %",
    };

    /// <summary>As in <c>0.4 s</c>, <c>12 s</c>, <c>3:05 min</c>, <c>2:03:00 h</c>.</summary>
    public static string Text(this TimeSpan time) => time switch
    {
        { TotalSeconds: < 10 } => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s",
        { TotalMinutes: < 1 } => time.TotalSeconds.ToString("0", CultureInfo.InvariantCulture) + " s",
        { TotalHours: < 1 } => time.ToString(@"m\:ss", CultureInfo.InvariantCulture) + " min",
        _ => $"{(int)time.TotalHours}:{time.ToString(@"mm\:ss", CultureInfo.InvariantCulture)} h",
    };

    /// <summary>What was spent beside what the same rows would have cost row by row; null where nobody charges anything.</summary>
    /// <param name="spent">Measured; null where the price is unknown.</param>
    /// <param name="rowByRow">For the rows decided so far; null where the price is unknown.</param>
    /// <param name="savings">Which says whether it is free; null where that was not counted.</param>
    public static string? Spending(Money? spent, Money? rowByRow, Savings? savings) => (spent, rowByRow) switch
    {
        _ when savings is { IsFree: true } => null,
        (null, _) => "unknown (no price for this model)",
        ({ } s, null) => s.ToString(),
        ({ } s, { } r) when s == Money.Zero && r == Money.Zero => savings is null ? null : s.ToString(),
        ({ } s, { } r) when r == Money.Zero => s.ToString(),
        ({ } s, { } r) when r > s && s > Money.Zero => $"{s} (row by row: {r}, {Math.Floor(100 * (1 - (s.Dollars / r.Dollars))).ToString("0",
        CultureInfo.InvariantCulture)} % saved)",
        ({ } s, { } r) => $"{s} (row by row: {r})",
    };
}
