using LeadScout.Llm.Prices;

namespace LeadScout.Application.Reports;

/// <summary>What one model charges, as JSON: US dollars per million tokens; the limits in tokens.</summary>
public sealed record PriceDocument(
    string Model, decimal Input, decimal CachedInput, decimal CacheWrite, decimal Output, decimal? FlexTimes, decimal? BatchTimes,
    long? Context, long? MostOutput, string Date, int AgeDays, bool IsOld,
    string Source)
{
    /// <summary>Prices move several times a year: older ones are to be looked up again.</summary>
    public const int OldAfterDays = 90;

    /// <summary>The document of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="today">By the machine's clock.</param>
    public static PriceDocument Of(PriceRow row, DateOnly today)
    {
        var age = Math.Max(0, today.DayNumber - row.Date.DayNumber);
        return new(
            row.Model, row.Price.Input, row.Price.CachedInput, row.Price.CacheWrite, row.Price.Output, row.FlexTimes, row.BatchTimes,
            row.Limits?.Context, row.Limits?.MostOutput,
            row.Date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), age, age > OldAfterDays, row.Source);
    }
}
