using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadScout.Answers;
using LeadScout.Llm.Recorded;
using LeadScout.Questions;
using LeadScout.StandIn.Faults;
using LeadScout.StandIn.Formats;
using LeadScout.StandIn.Obedience;
using LeadScout.Texts;

namespace LeadScout.StandIn;

/// <summary>Makes up the model's side of a call: the content, and what a fault does to it.</summary>
internal sealed class Answerer(StandInOptions options)
{
    // A label that no question has.
    private const string WrongLabel = "Ministry of Silly Walks";

    private readonly Recording? _answers = options.Answers;
    private readonly ImmutableArray<string> _questions = options.Questions;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Tokens as the stand-in counts them: four characters each, rounded up.</summary>
    public static int Tokens(string text) => (text.Length + 3) / 4;

    /// <summary>The answer, and the texts it really labels.</summary>
    public (ChatAnswer Answer, ImmutableArray<string> Answered) Answer(ChatRequest request, Fault fault)
    {
        var labelled = options.Obeys ? Obeying.Applied(request, Labelled(request, fault)) : Labelled(request, fault);
        var content = fault.Kind switch
        {
            "empty" or "filter" or "refusal" => "",
            "bad-json" => "I would rather talk about the weather.",
            "fenced" => $"Certainly! Here you are:\n```json\n{Json(labelled)}\n```\nAnything else?",
            "length" => Json(labelled)[..(Json(labelled).Length / 2)],
            _ => Json(labelled),
        };
        var ending =
            fault.Kind switch { "length" => Ending.Length, "filter" => Ending.Filter, "refusal" => Ending.Refusal, _ => Ending.Stop };
        var input = Tokens(request.System) + Tokens(request.User);
        var thoughts = options.Thinking?.Invoke(request.Items.Length) ?? 0;
        if (request.MostOutput is { } most && thoughts + Tokens(content) > most)
        {
            thoughts = Math.Min(thoughts, most);
            (content, ending) = (content[..Math.Min(content.Length, (most - thoughts) * 4)], Ending.Length);
        }

        var answer = new ChatAnswer(
            content, ending, input, thoughts + Tokens(content), fault.Kind != "no-usage")
        { ThoughtTokens = thoughts };
        answer = Manner.Applied(answer, labelled, request, fault);
        answer = fault.Kind == "cache" ? answer with { CachedTokens = input / 2, WrittenTokens = input / 4 } : answer;
        answer = answer with
        {
            InputTokens = answer.InputTokens * options.BillsTimes,
            OutputTokens = answer.OutputTokens * options.BillsTimes,
            ThoughtTokens = answer.ThoughtTokens * options.BillsTimes,
            CountsThinkingBeside = options.CountsThinkingBeside,
        };
        return (answer, AnsweredIn(request, labelled, content, fault));
    }

    private static string Json(IEnumerable<KeyValuePair<string, JsonNode>> labelled) =>
        JsonSerializer.Serialize(labelled.ToDictionary(pair => pair.Key, pair => pair.Value), Readable);

    /// <summary>The items whose complete pair the content shows.</summary>
    private static ImmutableArray<string> AnsweredIn(
        ChatRequest request, List<KeyValuePair<string, JsonNode>> labelled, string content, Fault fault)
    {
        if (fault.Kind is "wrong-ids" or "wrong-labels" or "other-label" or "half" || Oddity.Hides(fault) || Manner.Hides(fault))
        {
            return [];
        }

        var shown = labelled.Where(pair => content.Contains(Json([pair])[1..^1], StringComparison.Ordinal))
            .Select(pair => pair.Key)
            .ToHashSet();
        return [.. request.Items.Where(item => shown.Contains(item.Key)).Select(item => item.Value)];
    }

    private List<KeyValuePair<string, JsonNode>> Labelled(ChatRequest request, Fault fault)
    {
        var labelled = new List<KeyValuePair<string, JsonNode>>();
        foreach (var (id, text) in request.Items)
        {
            if ((request.Questions.IsEmpty ? (JsonNode?)Label(request, text, fault) : Labels(request, text, fault)) is { } said)
            {
                labelled.Add(KeyValuePair.Create(fault.Kind == "wrong-ids" ? "item-" + id : id, said));
            }
        }

        if (fault.Kind == "missing" && labelled.Count > 0)
        {
            labelled.RemoveAt(labelled.Count - 1);
        }

        return labelled;
    }

    private JsonValue? Label(ChatRequest request, string text, Fault fault)
    {
        var label = _answers is null
            ? MadeUp(request.Labels, text)
            : _questions.IsEmpty
                ? _answers.LabelOf(text)
                : _questions.Select(question => _answers.LabelOf(text, question))
                    .FirstOrDefault(label => label is not null && request.Labels.Contains(label));
        label = options.MakesUpTheRest && (label is null || !request.Labels.Contains(label)) ? MadeUp(request.Labels, text) : label;
        return label is null
            ? null
            : JsonValue.Create(fault.Kind switch { "wrong-labels" => WrongLabel, "other-label" => fault.Argument, _ => label });
    }

    /// <summary>An object with a label for each question; "half" spoils the last one's.</summary>
    private JsonObject? Labels(ChatRequest request, string text, Fault fault)
    {
        var labels = new JsonObject();
        foreach (var (question, allowed) in request.Questions)
        {
            if ((_answers is null || options.MakesUpTheRest ? MadeUp(allowed, text) : _answers.LabelOf(text, question)) is { } label)
            {
                var spoilt = fault.Kind == "wrong-labels" || (fault.Kind == "half" && question == request.Questions[^1].Key);
                labels.Add(question, spoilt ? WrongLabel : label);
            }
        }

        return labels.Count == 0 ? null : labels;
    }

    private static string? MadeUp(ImmutableArray<string> labels, string text) =>
        labels.IsEmpty ? null : labels[(int)(TextKey.Of(text).Hash.Lower % (uint)labels.Length)];
}
