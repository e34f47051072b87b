using System.Collections.Immutable;
using System.Globalization;
using LeadScout.Llm;
using LeadScout.Teaching.Limits;

namespace LeadScout.Application.Jobs;

/// <summary>What the user says about how a teacher is asked; nothing by default. Kept with the job, but for the headers' values.</summary>
public sealed record TeacherSettings
{
    private const string HeaderPrefix = "header:";

    /// <summary>How long one reply may take; null for the default.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How long to wait for the teacher altogether; null for the default.</summary>
    public TimeSpan? Patience { get; init; }

    /// <summary>How the server is told what form its reply must have; null for the default.</summary>
    public ReplyFormat? StructuredOutput { get; init; }

    /// <summary>Output tokens left for thinking; null to go by the model.</summary>
    public int? ThinkingTokens { get; init; }

    /// <summary>The temperature; null to go by the model.</summary>
    public float? Temperature { get; init; }

    /// <summary>Headers that go along with every call.</summary>
    public ImmutableArray<TeacherHeader> Headers { get; init; } = [];

    /// <summary>What a call may wait for; null for the default.</summary>
    public ServiceTier? Tier { get; init; }

    /// <summary>Whether the standard tier is asked for when there is no room in the cheaper one.</summary>
    public bool TierFallback { get; init; }

    /// <summary>What of it changes the answers, in words: it belongs to the job's identity. Empty for nothing.</summary>
    public string AnswersUnder =>
        Temperature is { } temperature ? string.Create(CultureInfo.InvariantCulture, $"temperature {temperature}") : "";

    /// <summary>A teacher's options with these.</summary>
    public TeacherOptions In(TeacherOptions options) => options with
    {
        Timeout = Timeout ?? options.Timeout,
        Patience = Patience ?? options.Patience,
        StructuredOutput = StructuredOutput ?? ReplyFormat.Auto,
        ThinkingTokens = ThinkingTokens,
        Temperature = Temperature,
        Headers = Headers,
        Tier = Tier ?? ServiceTier.Standard,
        TierFallback = TierFallback,
    };

    /// <summary>These, where anything is said; else <paramref name="others"/>, one by one.</summary>
    public TeacherSettings Over(TeacherSettings others) => new()
    {
        Timeout = Timeout ?? others.Timeout,
        Patience = Patience ?? others.Patience,
        StructuredOutput = StructuredOutput ?? others.StructuredOutput,
        ThinkingTokens = ThinkingTokens ?? others.ThinkingTokens,
        Temperature = Temperature ?? others.Temperature,
        Headers =
            [.. Headers, .. others.Headers.Where(header => !Headers.Any(own => own.Name.Equals(header.Name, StringComparison.OrdinalIgnoreCase)))],
        Tier = Tier ?? others.Tier,
        TierFallback = TierFallback || others.TierFallback,
    };

    /// <summary>These with the values of headers that a job keeps no value of, where <paramref name="others"/> know them.</summary>
    public TeacherSettings WithValuesOf(TeacherSettings others) => this with
    {
        Headers =
            [.. Headers.Select(header => header is { Value: null, Variable: null } ? others.Headers.FirstOrDefault(known => known.Name.Equals(header.Name, StringComparison.OrdinalIgnoreCase)) ?? header : header)],
    };

    /// <summary>What is kept, by name.</summary>
    public IEnumerable<KeyValuePair<string, string>> Kept()
    {
        (string Name, string? Value)[] said =
        [
            ("timeout", Timeout is { } timeout ? DurationText.Of(timeout) : null),
            ("patience", Patience is { } patience ? DurationText.Of(patience) : null),
            ("structured-output", StructuredOutput is { } form ? TeacherSettingWords.Of(form) : null),
            ("thinking-tokens", ThinkingTokens?.ToString(CultureInfo.InvariantCulture)),
            ("temperature", Temperature?.ToString(CultureInfo.InvariantCulture)),
            ("tier", Tier is { } kind ? TeacherSettingWords.Of(kind) : null),
            ("tier-fallback", TierFallback ? "true" : null),
        ];
        return said.Where(one => one.Value is not null).Select(one => KeyValuePair.Create(one.Name, one.Value!))
            .Concat(Headers.Select(header => KeyValuePair.Create(HeaderPrefix + header.Name, header.Kept)));
    }

    /// <summary>What was kept, read again.</summary>
    public static TeacherSettings OfKept(IReadOnlyDictionary<string, string> map) => new()
    {
        Timeout = map.TryGetValue("timeout", out var timeout) ? DurationText.Parse(timeout) : null,
        Patience = map.TryGetValue("patience", out var patience) ? DurationText.Parse(patience) : null,
        StructuredOutput = map.TryGetValue("structured-output", out var format) ? TeacherSettingWords.ReplyFormatOf(format) : null,
        ThinkingTokens = map.TryGetValue("thinking-tokens", out var tokens) ? int.Parse(tokens, CultureInfo.InvariantCulture) : null,
        Temperature = map.TryGetValue("temperature", out var temperature) ? float.Parse(temperature, CultureInfo.InvariantCulture) : null,
        Headers =
            [.. map.Where(kept => kept.Key.StartsWith(HeaderPrefix, StringComparison.Ordinal))
                .OrderBy(kept => kept.Key, StringComparer.Ordinal).Select(kept => TeacherHeader.OfKept(kept.Value))],
        Tier = map.TryGetValue("tier", out var tier) ? TeacherSettingWords.TierOf(tier) : null,
        TierFallback = map.ContainsKey("tier-fallback"),
    };
}
