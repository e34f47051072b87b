using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace LeadScout.Llm.Faults;

/// <summary>
/// How long a service asks us to wait, wherever it says so: in Retry-After, in headers that tell when a limit is reset, or in the body.
/// </summary>
internal static partial class ToldDelay
{
    private const double LongestSeconds = 366 * 24 * 3600.0;

    // Epoch times are told from spans by their size: nobody asks for a wait of thirty years.
    private const double LeastEpochSeconds = 1e9;
    private const double LeastEpochMilliseconds = 1e12;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    private static readonly string[] MillisecondHeaders = ["retry-after-ms", "x-ms-retry-after-ms"];

    /// <summary>
    /// The longest of what headers and body ask for; else when the limit that was reached is reset; null where nothing is said. Never
    /// negative.
    /// </summary>
    /// <param name="headers">The reply's headers.</param>
    /// <param name="body">The reply's body.</param>
    /// <param name="now">For dates.</param>
    public static TimeSpan? In(HttpResponseHeaders headers, string body, DateTimeOffset now)
    {
        var told = new[] { InRetryAfter(headers, now), InBody(body, now) }.Max();
        return told ?? InResets(headers, now);
    }

    /// <summary>What an error's body asks for; null where it asks for nothing.</summary>
    public static TimeSpan? InBody(string body, DateTimeOffset now)
    {
        if (MillisecondField().Match(body) is { Success: true } exact)
        {
            return Seconds(Number(exact.Groups["n"].Value) / 1000);
        }

        if (Field().Match(body) is { Success: true } field)
        {
            return SpanOf(field.Groups["t"].Value, now);
        }

        return Sentence().Match(body) is { Success: true } sentence ? SpanOf(sentence.Groups["t"].Value, now)
            : Moment().Match(body) is { Success: true } moment ? SpanOf($"{moment.Groups["d"].Value}T{moment.Groups["t"].Value}Z", now)
            : null;
    }

    private static TimeSpan? InRetryAfter(HttpResponseHeaders headers, DateTimeOffset now)
    {
        foreach (var name in MillisecondHeaders)
        {
            if (Of(headers, name) is { } exact
                && double.TryParse(exact, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var milliseconds))
            {
                return Seconds(milliseconds / 1000);
            }
        }

        return Of(headers, "retry-after") is { } told ? SpanOf(told, now) : null;
    }

    /// <summary>
    /// The limits whose remainder is 0 are those that were reached; where no remainder is told, the nearest reset may be enough.
    /// </summary>
    private static TimeSpan? InResets(HttpResponseHeaders headers, DateTimeOffset now)
    {
        var resets = new List<(TimeSpan Wait, bool IsReached)>();
        foreach (var (name, values) in headers)
        {
            if (Reset().IsMatch(name) && SpanOf(values.FirstOrDefault() ?? "", now) is { } wait)
            {
                var remaining = Of(
                    headers, Reset().Replace(name, match => match.Value.Replace("reset", "remaining", StringComparison.OrdinalIgnoreCase)));
                resets.Add((wait, remaining is "0" or "0.0"));
            }
        }

        var reached = resets.Where(reset => reset.IsReached).Select(reset => (TimeSpan?)reset.Wait).Max();
        return reached ?? resets.Select(reset => (TimeSpan?)reset.Wait).Min();
    }

    /// <summary>Seconds, an epoch time, a span as in <c>1m30.5s</c>, <c>6ms</c> or <c>20 seconds</c>, or a date.</summary>
    private static TimeSpan? SpanOf(string told, DateTimeOffset now)
    {
        told = told.Trim();
        if (double.TryParse(told, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return number switch
            {
                >= LeastEpochMilliseconds => Seconds((number / 1000) - now.ToUnixTimeSeconds()),
                >= LeastEpochSeconds => Seconds(number - now.ToUnixTimeSeconds()),
                _ => Seconds(number),
            };
        }

        if (Span().Match(told) is { Success: true } span)
        {
            return Seconds(span.Groups["part"].Captures.Sum(part => SecondsOf(part.Value)));
        }

        return DateTimeOffset.TryParse(told, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? Seconds((date - now).TotalSeconds)
            : null;
    }

    private static double SecondsOf(string part)
    {
        var digits = part.AsSpan().IndexOfAnyExcept(Digits);
        var unit = part[digits..].Trim();
        return Number(part[..digits]) * (unit switch
        {
            _ when unit.StartsWith("ms", StringComparison.OrdinalIgnoreCase)
                || unit.StartsWith("milli", StringComparison.OrdinalIgnoreCase) =>
                0.001,
            _ when unit.StartsWith('s') || unit.StartsWith('S') => 1,
            _ when unit.StartsWith('m') || unit.StartsWith('M') => 60,
            _ when unit.StartsWith('h') || unit.StartsWith('H') => 3600,
            _ => 24 * 3600,
        });
    }

    private static double Number(string digits) =>
        double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, 0, LongestSeconds));

    private static string? Of(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.FirstOrDefault()?.Trim() : null;

    [GeneratedRegex("""retry[_-]?after[_-]?(ms|milliseconds)"?\s*[:=]\s*"?(?<n>\d+(\.\d+)?)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MillisecondField();

    // As Google ("retryDelay": "20s", retry_delay { seconds: 33 }), Hugging Face ("estimated_time": 20.0) and gateways ("retry_after": 12)
    // have it.
    [GeneratedRegex(
        """(retry_?delay|retry[_-]?after([_-]?(seconds|secs?))?|estimated_time|wait_?(time|seconds))["\\]*\s*[:={]\s*["\\{]*(seconds["\\]*\s*:\s*)?["\\]*(?<t>\d+(\.\d+)?\s*(ms|s|m|h)?((?<=[mh])\s*\d+(\.\d+)?\s*(ms|s|m))*)\b""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Field();

    // "try again in 20s", "Please retry after 26 seconds", "wait for 1 minute", "resets in 2 hours and 3 minutes"
    [GeneratedRegex(
        """\b(try(ing)? again|retry(ing)?|wait(ing)?|resets?|available( again)?|come back)\b[^.\d{}]{0,40}?\b(in|after|for|at least)?\s*(about |approximately |another |~)?(?<t>(\d+(\.\d+)?\s*(milliseconds?|ms|seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|s|m|h|d)\b(,? and |,? )?|\d+(\.\d+)?[hmd](?=\d))+)""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Sentence();

    // "You will regain access on 2026-12-01 at 00:00 UTC"
    [GeneratedRegex(
        """\b(again|retry|resets?|regain|until|available)\b[^{}]{0,60}?(?<d>20\d\d-\d\d-\d\d)(T| (at )?)(?<t>\d\d:\d\d(:\d\d)?)""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Moment();

    [GeneratedRegex(
        """^\s*((?<part>\d+(\.\d+)?\s*(milliseconds?|ms|seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|s|m|h|d))(,? and |,? |\s*))+$""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Span();

    [GeneratedRegex("""(?<=^x-rate-?limit-|^rate-?limit-|^x-ratelimit-|^anthropic-ratelimit-(requests|tokens|input-tokens|output-tokens)-)reset\b""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reset();
}
