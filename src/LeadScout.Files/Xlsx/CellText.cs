using System.Globalization;

namespace LeadScout.Files.Xlsx;

/// <summary>Cell values as text, the same on every machine.</summary>
internal static class CellText
{
    // Excel itself keeps 15 significant digits, which is what the conversion to decimal rounds to: 0.1+0.2 is 0.3. Beyond, decimals end.
    private const double LargestPlain = 1e28;

    /// <summary>
    /// Text as it is; numbers plainly with a point (<c>0.5</c>); dates as <c>yyyy-MM-dd</c>, with <c> HH:mm:ss</c> unless it is midnight; times as
    /// <c>HH:mm:ss</c>; TRUE or FALSE; an error as its code (<c>#N/A</c>); "" when empty. A formula counts by its stored result.
    /// </summary>
    public static string Of(object? value, bool dates1904) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "TRUE" : "FALSE",
        double number => Of(number),
        DateTime date => Of(dates1904 ? date.AddDays(1462) : date),
        TimeSpan time => TimeSpan.FromSeconds(Math.Round(time.TotalSeconds)).ToString("c", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static string Of(double number) => Math.Abs(number) < LargestPlain
        ? ((decimal)number).ToString("0.############################", CultureInfo.InvariantCulture)
        : number.ToString("R", CultureInfo.InvariantCulture);

    private static string Of(DateTime date)
    {
        var second = date.AddTicks(TimeSpan.TicksPerSecond / 2);
        second = second.AddTicks(-(second.Ticks % TimeSpan.TicksPerSecond));
        return second.ToString(second.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
