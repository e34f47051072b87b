using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using LeadScout.Llm.Leniency;

namespace LeadScout.Llm.Faults;

/// <summary>
/// All that an error's body says, as lines of <c>name: value</c>, whatever its form: an object, a list, JSON in a JSON string, a page,
/// plain text.
/// </summary>
internal static partial class ErrorText
{
    private const int Longest = 16 * 1024;
    private const int Deepest = 8;

    /// <summary>What a body says.</summary>
    public static string Of(string body)
    {
        var text = new StringBuilder();
        Add(text, "", body.Length > Longest ? body[..Longest] : body, 0);
        return text.Length > Longest ? text.ToString(0, Longest) : text.ToString();
    }

    /// <summary>
    /// The same without what it quotes of the request: a lead's text in an error message says nothing about what went wrong. Quoted are
    /// words in quotation marks that the request holds too, and all from where the message repeats the user message.
    /// </summary>
    /// <param name="body">The error's body.</param>
    /// <param name="request">The request's body.</param>
    public static string Of(string body, string request)
    {
        var text = Of(body);
        var repeated = text.IndexOf("\"items\"", StringComparison.Ordinal);
        text = repeated < 0 ? text : text[..repeated];
        var sent = new Lazy<string>(() => Of(request));
        return Quoted().Replace(
            text, quoted => sent.Value.Contains(quoted.Groups["q"].Value, StringComparison.OrdinalIgnoreCase) ? "''" : quoted.Value);
    }

    private static void Add(StringBuilder text, string name, string value, int depth)
    {
        if (depth < Deepest && value.AsSpan().TrimStart() is ['{' or '[', ..] && Parsed(value) is { } document)
        {
            using (document)
            {
                Add(text, name, document.RootElement, depth + 1);
            }

            return;
        }

        text.Append(name.Length > 0 ? name + ": " : "").Append(Tag().Replace(value, " ")).Append('\n');
        var inner = value.IndexOf("{\"", StringComparison.Ordinal); // "litellm.BadRequestError: {...}"
        if (inner > 0 && depth < Deepest && value.LastIndexOf('}') is var end && end > inner)
        {
            Add(text, name, value[inner..(end + 1)], depth + 1);
        }
    }

    private static void Add(StringBuilder text, string name, JsonElement value, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var (member, said) in value.Members())
                {
                    Add(text, member, said, depth + 1);
                }

                break;
            case JsonValueKind.Array:
                foreach (var element in value.EnumerateArray())
                {
                    Add(text, name, element, depth + 1);
                }

                break;
            case JsonValueKind.String:
                Add(text, name, value.Words(), depth + 1);
                break;
            case JsonValueKind.Null:
                break;
            default:
                text.Append(name).Append(": ").Append(value.GetRawText()).Append('\n');
                break;
        }
    }

    private static JsonDocument? Parsed(string value)
    {
        try
        {
            return JsonDocument.Parse(value);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex("<[^<>]{1,200}>", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    [GeneratedRegex("""(?<![\p{L}\p{N}])(['"`‘’“”])(?<q>[^'"`‘’“”\n]{2,200})['"`‘’“”]""", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();
}
