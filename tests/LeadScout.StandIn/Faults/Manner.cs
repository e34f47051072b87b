using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadScout.Questions;
using LeadScout.StandIn.Formats;

namespace LeadScout.StandIn.Faults;

/// <summary>
/// How models say an answer that is otherwise good. The fault's argument is what they say, with ANSWER and its variants in it; LABEL stands
/// for each label.
/// </summary>
internal static partial class Manner
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// The kinds of fault that are one: an answer can be found in what is said, thought (in the place that a reply has for thoughts) or
    /// called as a function, or in labels that are said otherwise; none can be found in mislabels, or in what is mumbled, mused, cut off,
    /// or refused after all.
    /// </summary>
    public static readonly string[] Kinds = ["says", "thinks", "calls", "label", "mislabel", "mumbles", "muses", "cut", "denies"];

    /// <summary>Whether the client can't find an answer.</summary>
    public static bool Hides(Fault fault) => fault.Kind is "mislabel" or "mumbles" or "muses" or "cut" or "denies";

    /// <summary>The answer in that manner.</summary>
    /// <param name="answer">As it would be without.</param>
    /// <param name="labelled">The labels by item's id.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="fault">The manner.</param>
    public static ChatAnswer Applied(
        ChatAnswer answer, IReadOnlyList<KeyValuePair<string, JsonNode>> labelled, ChatRequest request, Fault fault)
    {
        if (!Kinds.Contains(fault.Kind))
        {
            return answer;
        }

        var said = fault.Kind is "label" or "mislabel"
            ? Json(
                labelled.Select(pair => KeyValuePair.Create(pair.Key, Mapped(pair.Value, label => fault.Argument.Replace("LABEL", label, StringComparison.Ordinal)))))
            : Placeholder().Replace(Unescaped(fault.Argument), match => Filled(match.Value, answer.Content, labelled, request));
        var manner = fault.Kind switch
        {
            "thinks" or "muses" => answer with { Content = "", Thoughts = said },
            "calls" => answer with { Content = "", Called = said },
            "cut" => answer with { Content = said, Ending = Ending.Length },
            "denies" => answer with { Content = said, Ending = Ending.Refusal },
            _ => answer with { Content = said },
        };
        return manner with { OutputTokens = Answerer.Tokens(said) };
    }

    private static string Filled(
        string name, string content, IReadOnlyList<KeyValuePair<string, JsonNode>> labelled, ChatRequest request) =>
        name switch
        {
            "ANSWER" => content,
            "HALF" => content[..(content.Length / 2)],
            "DRAFT" => Json(Drafted(labelled, request)),
            "LINES" => string.Join('\n', labelled.Select(pair => Json([pair]))),
            "ARRAY" => JsonSerializer.Serialize(labelled.Select(Row), Readable),
            "QUOTED" => JsonSerializer.Serialize(content, Readable),
            "WRAPPED" => JsonSerializer.Serialize(labelled.ToDictionary(pair => pair.Key, pair => pair.Value is JsonObject ? pair.Value : new JsonObject { ["label"] = pair.Value.DeepClone() }), Readable),
            "PYTHON" => content.Replace('"', '\''),
            "FIRST" => Json(labelled.Take(1)),
            "DRAFTED-FIRST" => Json(Drafted(labelled, request).Take(1)),
            _ => throw new FormatException($"Nothing is called {name}."),
        };

    private static IEnumerable<KeyValuePair<string, JsonNode>> Drafted(
        IReadOnlyList<KeyValuePair<string, JsonNode>> labelled, ChatRequest request) =>
        labelled.Select(pair => KeyValuePair.Create(pair.Key, Mapped(pair.Value, label => OtherThan(label, request))));

    /// <summary>The next label of the question: valid, and wrong.</summary>
    private static string OtherThan(string label, ChatRequest request)
    {
        var labels = request.Questions.Select(question => question.Value)
            .Append(request.Labels)
            .FirstOrDefault(all => all.Contains(label), []);
        labels = labels.IsEmpty
            ? [.. Label().Matches(request.System).Select(match => JsonSerializer.Deserialize<string>(match.Groups[1].Value)!)]
            : labels;
        return labels[(labels.IndexOf(label) + 1) % labels.Length];
    }

    private static JsonNode Mapped(JsonNode said, Func<string, string> map) => said is JsonObject labels
        ? new JsonObject(labels.Select(label => KeyValuePair.Create<string, JsonNode?>(label.Key, map(label.Value!.GetValue<string>()))))
        : JsonValue.Create(map(said.GetValue<string>()));

    private static JsonObject Row(KeyValuePair<string, JsonNode> pair)
    {
        var row = new JsonObject { ["id"] = int.Parse(pair.Key, System.Globalization.CultureInfo.InvariantCulture) };
        foreach (var (name, label) in pair.Value as JsonObject ?? new JsonObject { ["label"] = pair.Value.DeepClone() })
        {
            row[name] = label!.DeepClone();
        }

        return row;
    }

    private static string Json(IEnumerable<KeyValuePair<string, JsonNode>> labelled) =>
        JsonSerializer.Serialize(labelled.ToDictionary(), Readable);

    private static string Unescaped(string argument) => new StringBuilder(argument).Replace("\\n", "\n").ToString();

    [GeneratedRegex("ANSWER|HALF|DRAFTED-FIRST|DRAFT|LINES|ARRAY|QUOTED|WRAPPED|PYTHON|FIRST", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();

    [GeneratedRegex("""^- ("(?:[^"\\]|\\.)*")""", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Label();
}
