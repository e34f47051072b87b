using System.Globalization;
using System.Text.RegularExpressions;

namespace LeadScout.Application.Jobs;

/// <summary>A duration as people write it: <c>90s</c>, <c>10m</c>, <c>1h30m</c>, <c>250ms</c>.</summary>
public static partial class DurationText
{
    /// <summary>What is allowed, for messages.</summary>
    public const string Allowed = "a time with its unit, as in 90s, 10m or 1h30m";

    /// <summary>The duration; null if the text is not a duration, or one of more than 30 days.</summary>
    public static TimeSpan? Parse(string text)
    {
        var match = Form().Match(text.Trim());
        if (!match.Success)
        {
            return null;
        }

        var seconds = 0.0;
        for (var part = 0; part < match.Groups["number"].Captures.Count; part++)
        {
            seconds += double.Parse(
                match.Groups["number"].Captures[part].ValueSpan,
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture) * SecondsOf(match.Groups["unit"].Captures[part].Value);
        }

        return seconds <= TimeSpan.FromDays(30).TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    /// <summary>The shortest way to write one, in one unit.</summary>
    public static string Of(TimeSpan duration) => duration switch
    {
        { Ticks: 0 } => "0s",
        _ when duration.Ticks % TimeSpan.TicksPerHour == 0 => Written(duration.TotalHours, "h"),
        _ when duration.Ticks % TimeSpan.TicksPerMinute == 0 => Written(duration.TotalMinutes, "m"),
        _ when duration.Ticks % TimeSpan.TicksPerSecond == 0 => Written(duration.TotalSeconds, "s"),
        _ => Written(duration.TotalMilliseconds, "ms"),
    };

    private static string Written(double number, string unit) => string.Create(CultureInfo.InvariantCulture, $"{number}{unit}");

    private static double SecondsOf(string unit) =>
        unit.ToUpperInvariant() switch { "MS" => 0.001, "S" => 1, "M" => 60, "H" => 3600, _ => 86_400 };

    [GeneratedRegex("^((?<number>[0-9]{1,9}(\\.[0-9]{1,6})?)(?<unit>ms|s|m|h|d))+$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
