using System.Collections.Immutable;
using System.Globalization;
using LeadScout.Llm;
using LeadScout.Questions;
using LeadScout.Teaching.Limits;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace LeadScout.Application.Jobs;

/// <summary>A teacher under a name of the user's own.</summary>
/// <param name="Teacher">As <c>--teacher</c> names it.</param>
/// <param name="Url">As <c>--teacher-url</c>; null for the provider's own.</param>
/// <param name="Settings">How it is asked.</param>
/// <param name="Prices">What it charges, where that is stated.</param>
public sealed record NamedTeacher(string Teacher, string? Url, TeacherSettings Settings, StatedPrices Prices)
{
    /// <summary>What its provider allows.</summary>
    public RateLimits Limits { get; init; } = new();
}

/// <summary>
/// Reads a file with teachers by name: <c>teachers:</c>, a mapping of names to a model and the options of the command line.
/// </summary>
public static class TeacherFile
{
    private const int MostBytes = 64 * 1024;

    private static readonly string[] Keys =
    [
        "model", "url", "timeout", "patience", "structured-output", "thinking-tokens", "temperature", "tier", "tier-fallback", "headers", "price-in", "price-out",
        "requests-per-minute", "tokens-per-minute", "calls-at-once",
    ];

    /// <summary>The teachers in a file, by name.</summary>
    /// <exception cref="BadInputException">The file can't be read or is wrong; the message names the line and what is allowed, and no
    /// header's value.</exception>
    public static ImmutableSortedDictionary<string, NamedTeacher> Read(string path)
    {
        try
        {
            var text = new FileInfo(path) is { Exists: true, Length: <= MostBytes }
                ? File.ReadAllText(path)
                : throw new BadInputException($"The file of LLMs '{path}' is missing, or larger than 64 KB.");
            RefuseAliases(path, text);
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents is not [{ RootNode: YamlMappingNode root }] || !root.Children.TryGetValue("teachers", out var node)
                || node is not YamlMappingNode teachers || root.Children.Count > 1)
            {
                throw new BadInputException(
                    $"{path}: it must hold 'teachers:' and nothing else, a mapping of names to LLMs, as in\nteachers:\n  local:\n    model: openai:qwen3-8b\n    url: http://127.0.0.1:8000/v1");
            }

            return teachers.Children.ToImmutableSortedDictionary(
                entry => NameOf(path, entry.Key), entry => Of(path, entry.Key, entry.Value), StringComparer.Ordinal);
        }
        catch (YamlException e)
        {
            throw new BadInputException($"{path}, line {e.Start.Line}: this is no YAML: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw MissingFile.Of("file of LLMs", path, e);
        }
    }

    private static void RefuseAliases(string path, string text)
    {
        var parser = new Parser(new StringReader(text));
        while (parser.MoveNext())
        {
            if (parser.Current is AnchorAlias alias)
            {
                throw new BadInputException(
                    $"{path}, line {alias.Start.Line}: a file of LLMs can't use '*', an alias for what stands elsewhere: write it out.");
            }
        }
    }

    private static string NameOf(string path, YamlNode node) =>
        (node as YamlScalarNode)?.Value is { Length: > 0 } name && !name.Contains(':', StringComparison.Ordinal)
        ? name
        : throw Wrong(path, node, "an LLM's own name is a word without a colon");

    private static NamedTeacher Of(string path, YamlNode key, YamlNode node)
    {
        var map = node as YamlMappingNode ?? throw Wrong(path, key, "an LLM is a mapping with at least 'model'");
        if (map.Children.Keys.FirstOrDefault(one => !Keys.Contains((one as YamlScalarNode)?.Value)) is { } strange)
        {
            throw Wrong(path, strange, $"'{strange}' is not known here. Allowed: {string.Join(", ", Keys)}");
        }

        var (priceIn, priceOut) = (
            Value<decimal>("price-in", "US dollars per million tokens, as in 0.25", Dollars),
            Value<decimal>("price-out", "US dollars per million tokens, as in 2.00", Dollars));
        return new NamedTeacher(
            Text("model") ?? throw Wrong(path, key, "'model' is missing, as in openai:qwen3-8b"),
            Text("url") is { } url ? TeacherUrl.Parse(url, $"{path}: url").ToString() : null,
            new TeacherSettings
            {
                Timeout = Value<TimeSpan>("timeout", TeacherSettingWords.AllowedTimeouts, TeacherSettingWords.TimeoutOf),
                Patience = Value<TimeSpan>("patience", TeacherSettingWords.AllowedPatience, TeacherSettingWords.PatienceOf),
                StructuredOutput = Value<ReplyFormat>(
                    "structured-output", TeacherSettingWords.AllowedFormats, TeacherSettingWords.ReplyFormatOf),
                ThinkingTokens = Value<int>("thinking-tokens", TeacherSettingWords.AllowedThinking, TeacherSettingWords.ThinkingOf),
                Temperature = Value<float>("temperature", TeacherSettingWords.AllowedTemperatures, TeacherSettingWords.TemperatureOf),
                Tier = Value<ServiceTier>("tier", TeacherSettingWords.AllowedTiers, TeacherSettingWords.TierOf),
                TierFallback = Value<bool>("tier-fallback", "true, false", text => bool.TryParse(text, out var is_) ? is_ : null) == true,
                Headers = HeadersOf(path, map),
            },
            priceIn is null == (priceOut is null) ? new StatedPrices(priceIn, priceOut) : throw Wrong(path, key, "price-in and price-out belong together"))
        {
            Limits = new RateLimits(
                (int?)Value<long>("requests-per-minute", $"a whole number from 1 to {int.MaxValue}", text => Whole(text, int.MaxValue)),
                Value<long>("tokens-per-minute", "a whole number from 1", text => Whole(text, long.MaxValue)))
            {
                CallsAtOnce = (int?)Value<long>("calls-at-once", $"a whole number from 1 to {int.MaxValue}", text => Whole(text, int.MaxValue)),
            },
        };

        string? Text(string name) =>
            map.Children.TryGetValue(name, out var value)
                ? (value as YamlScalarNode)?.Value ?? throw Wrong(path, value, $"'{name}' is one value")
                : null;

        T? Value<T>(string name, string allowed, Func<string, T?> read)
            where T : struct =>
                Text(name) is { } text
                    ? read(text) ?? throw Wrong(path, map.Children[name], $"{name} can't be '{text}'. Allowed: {allowed}")
                    : null;
    }

    private static ImmutableArray<TeacherHeader> HeadersOf(string path, YamlMappingNode map) =>
        !map.Children.TryGetValue("headers", out var node)
        ? []
        : node is YamlMappingNode headers
            ? [.. headers.Children.Select(header => TeacherHeader.Of(header.Key.ToString(), (header.Value as YamlScalarNode)?.Value ?? "", $"{path}, line {header.Key.Start.Line}: headers"))]
            : throw Wrong(path, node, "headers is a mapping of names to values");

    private static long? Whole(string text, long most) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number : null;

    private static decimal? Dollars(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var dollars) && dollars <= 100_000
            ? dollars
            : null;

    private static BadInputException Wrong(string path, YamlNode node, string what) => new($"{path}, line {node.Start.Line}: {what}.");
}
