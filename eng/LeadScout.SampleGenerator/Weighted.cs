using System.Globalization;

namespace LeadScout.SampleGenerator;

/// <summary>Something, and how often it occurs beside others.</summary>
internal sealed record Weighted<T>(T Value, double Weight);

/// <summary>How weights are written.</summary>
internal static class Weighted
{
    /// <summary>Reads <c>10 Head of {area}</c>.</summary>
    public static Weighted<Forms> Before(string line) => line.Split(' ', 2) is [var weight, var text]
        ? new Weighted<Forms>(Forms.Parse(text), double.Parse(weight, CultureInfo.InvariantCulture))
        : throw new FormatException($"No weight: {line}");

    /// <summary>Reads <c>Founder 6</c>.</summary>
    public static Weighted<Forms> After(string text)
    {
        var at = text.LastIndexOf(' ');
        return new Weighted<Forms>(Forms.Parse(text[..at]), double.Parse(text[at..], CultureInfo.InvariantCulture));
    }

    /// <summary>By rank: of what is written in order of frequency, each is rarer than the one before, as Zipf found for words.</summary>
    public static IEnumerable<Weighted<T>> ByRank<T>(IReadOnlyList<T> all) =>
        all.Select((one, rank) => new Weighted<T>(one, Math.Pow(rank + 1, -1.9)));
}
