using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using LeadScout.Llm.Leniency;

namespace LeadScout.Llm.Negotiation;

/// <summary>
/// Reads a refusal's body, whatever its shape: an object, a list, JSON inside a string, Python's way to write either, plain text, HTML.
/// </summary>
internal static partial class RefusalReader
{
    private const int MostCharacters = 4000;
    private const int MostDepth = 12;

    // What was sent, repeated; and what is no word about it.
    private static readonly string[] Ignored =
        ["input", "ctx", "url", "request", "body", "stack", "callstack", "traceback", "request_id", "trace_id", "doc_url", "help", "failed_generation"];

    private static readonly string[] Naming =
        ["param", "parameter", "field", "property", "argument", "instancePath", "loc", "pointer", "additionalProperty"];

    public static Refusal Read(int status, string body)
    {
        var (words, named) = (new StringBuilder(), new List<string>());
        Take(body, words, named, 0);
        var line = Space().Replace(words.ToString(), " ").Trim();
        return new Refusal(
            status, line.Length <= MostCharacters ? line : line[..MostCharacters], [.. named.Distinct(StringComparer.Ordinal)]);
    }

    private static void Take(string text, StringBuilder words, List<string> named, int depth)
    {
        var bare = text.Trim('\uFEFF', ' ', '\n', '\r', '\t');
        bare = bare.StartsWith("data:", StringComparison.Ordinal) ? bare[5..].Trim() : bare;
        if (bare is ['{' or '[', ..] && depth < MostDepth && TryTake(bare, words, named, depth))
        {
            return;
        }

        foreach (Match place in Location().Matches(bare))
        {
            Name(
                place.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Select(part => part.Trim('\'', '"')),
                named);
        }

        var said = bare.StartsWith('<') ? WebUtility.HtmlDecode(Tag().Replace(bare, " ")) : bare;
        words.Append(Repeated().Replace(said, "")).Append(" | ");
    }

    private static bool TryTake(string json, StringBuilder words, List<string> named, int depth)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            Walk(document.RootElement, words, named, depth);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void Walk(JsonElement element, StringBuilder words, List<string> named, int depth)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                Take(element.Words(), words, named, depth + 1);
                break;
            case JsonValueKind.Array:
                foreach (var part in element.EnumerateArray())
                {
                    Walk(part, words, named, depth + 1);
                }

                break;
            case JsonValueKind.Object:
                foreach (
                    var member in element.Members().Where(member => !Ignored.Contains(member.Name, StringComparer.OrdinalIgnoreCase)))
                {
                    TakeMember(member, words, named, depth);
                }

                break;
        }
    }

    private static void TakeMember((string Name, JsonElement Value) member, StringBuilder words, List<string> named, int depth)
    {
        if (!Naming.Contains(member.Name, StringComparer.OrdinalIgnoreCase))
        {
            Walk(member.Value, words, named, depth + 1);
            return;
        }

        if (member.Value.ValueKind == JsonValueKind.String)
        {
            Name(member.Value.Words().Split(['.', '/', '[', ']'], StringSplitOptions.RemoveEmptyEntries), named);
        }
        else if (member.Value.ValueKind == JsonValueKind.Array)
        {
            Name(
                member.Value.EnumerateArray().Select(
                    part => part.ValueKind == JsonValueKind.String ? part.Words() : part.GetRawText()),
                named);
        }
    }

    // FastAPI begins a place with where the request was found wrong, and ends it with the model's class.
    private static void Name(IEnumerable<string> parts, List<string> named)
    {
        var name = string.Join('.', parts.SkipWhile(part => part is "body" or "json" or "query" or "").Where(part => part.Length > 0));
        if (name.Length > 0)
        {
            named.Add(name);
        }
    }

    [GeneratedRegex("""['"]?loc['"]?\s*[:=]\s*[\[(]([^\])]*)[\])]""", RegexOptions.CultureInvariant)]
    private static partial Regex Location();

    [GeneratedRegex("""(['"]input['"]\s*:|\binput_value=).*?(?=,\s*['"]?(type|loc|msg|url|ctx|input_type)\b|\}|\]|$)""", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Repeated();

    [GeneratedRegex("<(script|style)[^>]*>.*?</\\1>|<[^>]*>", RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Space();
}
