using System.Globalization;

namespace LeadScout.Files.Xlsx;

/// <summary>
/// Cell values as text, the same on every machine: numbers plainly with a point (<c>0.5</c>); dates as <c>yyyy-MM-dd</c>, with <c>
/// HH:mm:ss</c> unless it is midnight; times as <c>HH:mm:ss</c>; TRUE or FALSE.
/// </summary>
internal static class CellText
{
    // Excel itself keeps 15 significant digits, which is what the conversion to decimal rounds to: 0.1+0.2 is 0.3. Beyond, decimals end.
    private const double LargestPlain = 1e28;

    private const double EndOfDays = 2_958_466; // 10000-01-01, counted from 1900

    private const int From1904 = 1462; // days between the two beginnings

    /// <summary>A number as it shows; what is no number stays as it stands.</summary>
    public static string OfNumber(ReadOnlySpan<char> value, NumberFormat format, bool dates1904)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
        {
            return value.ToString();
        }

        return format switch
        {
            NumberFormat.Duration when Math.Abs(number) < EndOfDays => Of(TimeSpan.FromSeconds(Math.Round(number * 86_400))),
            NumberFormat.Date or NumberFormat.Time when number is >= 0 and < 1 && !(dates1904 && format == NumberFormat.Date) =>
                OfTime(number),
            NumberFormat.Date or NumberFormat.Time when (dates1904 ? number + From1904 : number) is >= 0 and < EndOfDays and var day =>
                Of(Day(day, dates1904)),
            _ => Of(number),
        };
    }

    /// <summary>A date in ISO 8601, as strict workbooks have them, as it shows; what is none stays as it stands.</summary>
    public static string OfIsoDate(ReadOnlySpan<char> value)
    {
        if (value is ['T' or 't', .. var time] && TimeOnly.TryParse(time, CultureInfo.InvariantCulture, out var only))
        {
            return OfTime(only.ToTimeSpan().TotalDays);
        }

        return DateTime.TryParse(
            value, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var date)
            ? Of(date)
            : value.ToString();
    }

    /// <summary>A truth value as it shows.</summary>
    public static string OfTruth(ReadOnlySpan<char> value) => value is "1" or "true" ? "TRUE" : "FALSE";

    private static DateTime Day(double number, bool dates1904) =>
        DateTime.FromOADate(!dates1904 && number < 60 ? number + 1 : number); // 1900 had no 29 February, which spreadsheets count all the same

    private static string Of(double number) => Math.Abs(number) < LargestPlain
        ? ((decimal)number).ToString("0.############################", CultureInfo.InvariantCulture)
        : number.ToString("R", CultureInfo.InvariantCulture);

    private static string OfTime(double days) =>
        Math.Round(days * 86_400) is < 86_400 and var seconds ? Of(TimeSpan.FromSeconds(seconds)) : "00:00:00";

    private static string Of(TimeSpan time) => time.ToString("c", CultureInfo.InvariantCulture);

    private static string Of(DateTime date)
    {
        if (date < DateTime.MaxValue.AddSeconds(-1))
        {
            date = date.AddTicks(TimeSpan.TicksPerSecond / 2);
        }

        date = date.AddTicks(-(date.Ticks % TimeSpan.TicksPerSecond));
        return date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
