using System.Text.RegularExpressions;

namespace LeadScout.Llm;

/// <summary>
/// A model's name, told from what proxies and clouds put around it: the maker or the route before it, regions, dates, versions and variants
/// after it. One place for traits, limits and prices alike.
/// </summary>
/// <param name="Maker">Who made it, as the providers are called; null when the name does not say.</param>
/// <param name="Plain">The model's own name, as its maker writes it.</param>
internal readonly partial record struct ModelName(string? Maker, string Plain)
{
    /// <summary>The same with the date of a snapshot, if it has one.</summary>
    public string Dated { get; private init; } = Plain;

    /// <summary>Whether a proxy offers it for nothing.</summary>
    public bool IsFree { get; private init; }

    /// <summary>
    /// Whether it costs what its maker asks for it: not so for a variant, or a model of somebody's own that was made from it.
    /// </summary>
    public bool IsPricedAsPlain { get; private init; }

    /// <summary>Reads a name as it is given to a server.</summary>
    public static ModelName Of(string model)
    {
        var name = model.Trim();
        var route = name.LastIndexOf('/') is >= 0 and var slash ? name[..slash] : "";
        name = name[(route.Length == 0 ? 0 : route.Length + 1)..];
        var isTuned = name.StartsWith("ft:", StringComparison.OrdinalIgnoreCase);
        name = isTuned ? name[3..].Split(':')[0] : name;
        var variant = Variant().Match(name);
        name = variant.Success ? name[..variant.Index] : name;
        name = MakerBefore().Replace(Region().Replace(name, ""), "");
        name = name.StartsWith("claude", StringComparison.OrdinalIgnoreCase) ? Version().Replace(name, "").Replace('.', '-') : name;
        var plain = Date().Replace(name, "");
        return new(MakerOf(plain), plain)
        {
            Dated = name,
            IsFree = variant.Value.Equals(":free", StringComparison.OrdinalIgnoreCase),
            IsPricedAsPlain = !isTuned && !variant.Success,
        };
    }

    private static string? MakerOf(string plain) => plain switch
    {
        _ when Claude().IsMatch(plain) => "anthropic",
        _ when OpenAI().IsMatch(plain) => "openai",
        _ when plain.StartsWith("gemini-", StringComparison.OrdinalIgnoreCase) => "google",
        _ when plain.StartsWith("grok-", StringComparison.OrdinalIgnoreCase) => "xai",
        _ => null,
    };

    // OpenRouter's: another price or another behaviour. What else stands after a colon is part of a name, as a size is.
    [GeneratedRegex(":(free|nitro|floor|thinking|online|extended|beta|exacto)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Variant();

    [GeneratedRegex(@"^(us|eu|apac|au|jp|ca|sa|me|af|global|us-gov)\.(?=[a-z0-9]+\.)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Region();

    [GeneratedRegex(@"^(anthropic|openai)\.(?=[a-z])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MakerBefore();

    [GeneratedRegex(@"(-v\d+)?:\d+$|-v\d+$", RegexOptions.CultureInvariant)]
    private static partial Regex Version();

    // A snapshot of the same model; four digits alone are a model of their own at some makers.
    [GeneratedRegex(@"([-@]20\d\d-?[01]\d-?[0-3]\d|-latest|@(default|latest))$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Date();

    [GeneratedRegex(@"^claude-", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Claude();

    // gpt-oss is for one's own machine, and is served by all kinds of servers.
    [GeneratedRegex(@"^(gpt-(?!oss)|o\d|chatgpt-)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OpenAI();
}
