using System.Text.RegularExpressions;

namespace LeadScout.Llm.Negotiation;

/// <summary>What exactly a server dislikes about the reply's format, and the strictest form that does without it.</summary>
internal static partial class FormatComplaint
{
    /// <summary>The complaint and the profile that does without; null when nothing is left to give up.</summary>
    /// <param name="words">What the server said.</param>
    /// <param name="profile">What was asked with.</param>
    /// <param name="form">The wire format.</param>
    /// <param name="isField">Whether the server named the field as one that it does not know.</param>
    public static (string What, RequestProfile Next)? Read(string words, RequestProfile profile, WireForm form, bool isField)
    {
        if (profile.Format == ReplyFormat.None)
        {
            return null;
        }

        if (WantsWord().IsMatch(words))
        {
            return profile.SaysJson
                ? ("a wish for JSON", profile with { Format = ReplyFormat.None })
                : ("instructions without the word json", profile with { SaysJson = true });
        }

        if (profile.Format == ReplyFormat.JsonObject)
        {
            return ("a wish for any JSON object", profile with { Format = ReplyFormat.None });
        }

        return DetailOf(words, profile, form) ?? (IsAbout(words, form, isField)
            ? ("a wish for the form of its reply", profile with { Format = ReplyFormat.None })
            : form == WireForm.OpenAI && profile.IsStrict && !Beyond().IsMatch(words) && !TypeOnly().IsMatch(words)
                ? ("a strict JSON schema", profile with { IsStrict = false })
                : ("a JSON schema for its reply", profile with { Format = ReplyFormat.JsonObject }));
    }

    /// <summary>Whether it is the wish as such that the server does not know, and not this kind of it.</summary>
    private static bool IsAbout(string words, WireForm form, bool isField) =>
        form == WireForm.Anthropic || NoJson().IsMatch(words) || ((isField || FieldItself().IsMatch(words)) && !TypeOnly().IsMatch(words));

    private static (string What, RequestProfile Next)? DetailOf(string words, RequestProfile profile, WireForm form) => words switch
    {
        _ when !profile.IsInlined && References().IsMatch(words) => ("references in a JSON schema", profile with { IsInlined = true }),
        _ when !profile.IsOpen && Additional().IsMatch(words) =>
            ("'additionalProperties' in a JSON schema", profile with { IsOpen = true }),
        _ when profile.IsStrict && form == WireForm.OpenAI && Strict().IsMatch(words) =>
            ("a strict JSON schema", profile with { IsStrict = false }),
        _ => null,
    };

    [GeneratedRegex(@"(contain|include|have|mention|use)\w* the word|word ['""`]?json['""`]? (must|should|in)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WantsWord();

    [GeneratedRegex(@"\$refs?\b|\$defs|['""`.]ref['""`\s]|\bdefinitions\b|\b(schema|json) references?\b", RegexOptions.CultureInvariant)]
    private static partial Regex References();

    [GeneratedRegex(@"additional_?Properties(?!.{0,60}(required|must be|to be false|set to false))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Additional();

    [GeneratedRegex(@"(?<![A-Za-z_])strict(?![A-Za-z_])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Strict();

    // What no other way to write the schema mends.
    [GeneratedRegex(@"too many|too large|too complex|too big|too deep|exceed|grammar|guided|structured|outlines|guidance|\bfsm\b|constrain|compil|\benums?\b|at most|regex", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Beyond();

    // One kind of format is unknown, another may do.
    [GeneratedRegex(@"json_schema['""`]?.{0,40}(not|n't|unavailable|unsupported|invalid|unknown)|(not|n't|unsupported|invalid|unknown)\b.{0,60}json_schema|response[_ ]format type|response_format\.type|response format\b.{0,10}json_schema|json_object", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TypeOnly();

    [GeneratedRegex(@"(unknown|unrecogni[sz]ed|unsupported|unexpected|extra|not (support|accept|allow|permit|recogni[sz])\w*|cannot find)\b.{0,40}(response[_ ]?format|output_config|output_format|guided_json)|(response[_ ]?format|output_config|output_format|guided_json|['""`]format)['""`]?\W{0,3}(is |are |was )?(not|n't|unsupported|unknown|unrecogni[sz]ed|extra|cannot|unexpected)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FieldItself();

    [GeneratedRegex(@"json[_ -]?mode.{0,40}(not|n't|unsupported|unavailable)|(not|n't) (support|enabl)\w*.{0,30}json[_ -]?mode", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NoJson();
}
