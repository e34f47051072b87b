using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using LeadScout.Llm.Recorded;
using LeadScout.StandIn.Faults;
using LeadScout.StandIn.Formats;
using LeadScout.Texts;

namespace LeadScout.StandIn;

/// <summary>Makes up the model's side of a call: the content, and what a fault does to it.</summary>
internal sealed class Answerer(Recording? answers)
{
    // A label that no question has.
    private const string WrongLabel = "Ministry of Silly Walks";

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Tokens as the stand-in counts them: four characters each, rounded up.</summary>
    public static int Tokens(string text) => (text.Length + 3) / 4;

    /// <summary>The answer, and the texts it really labels.</summary>
    public (ChatAnswer Answer, ImmutableArray<string> Answered) Answer(ChatRequest request, Fault fault)
    {
        var labelled = Labelled(request, fault);
        var content = fault.Kind switch
        {
            "empty" or "filter" or "refusal" => "",
            "bad-json" => "I would rather talk about the weather.",
            "fenced" => $"Certainly! Here you are:\n```json\n{Json(labelled)}\n```\nAnything else?",
            "length" => Json(labelled)[..(Json(labelled).Length / 2)],
            _ => Json(labelled),
        };
        var ending = fault.Kind switch { "length" => Ending.Length, "filter" => Ending.Filter, "refusal" => Ending.Refusal, _ => Ending.Stop };
        var input = Tokens(request.System) + Tokens(request.User);
        if (request.MostOutput is { } most && Tokens(content) > most)
        {
            (content, ending) = (content[..(most * 4)], Ending.Length);
        }

        var answer = new ChatAnswer(content, ending, input, Tokens(content), fault.Kind != "no-usage");
        answer = fault.Kind == "cache" ? answer with { CachedTokens = input / 2, WrittenTokens = input / 4 } : answer;
        return (answer, AnsweredIn(request, labelled, content, fault));
    }

    private static string Json(IEnumerable<KeyValuePair<string, string>> labelled) =>
        JsonSerializer.Serialize(labelled.ToDictionary(pair => pair.Key, pair => pair.Value), Readable);

    /// <summary>The items whose complete pair the content shows.</summary>
    private static ImmutableArray<string> AnsweredIn(ChatRequest request, List<KeyValuePair<string, string>> labelled, string content, Fault fault)
    {
        if (fault.Kind is "wrong-ids" or "wrong-labels" or "other-label" || Oddity.Hides(fault))
        {
            return [];
        }

        var shown = labelled.Where(pair => content.Contains(Json([pair])[1..^1], StringComparison.Ordinal)).Select(pair => pair.Key).ToHashSet();
        return [.. request.Items.Where(item => shown.Contains(item.Key)).Select(item => item.Value)];
    }

    private List<KeyValuePair<string, string>> Labelled(ChatRequest request, Fault fault)
    {
        var labelled = new List<KeyValuePair<string, string>>();
        foreach (var (id, text) in request.Items)
        {
            if ((answers is null ? MadeUp(request, text) : answers.LabelOf(text)) is { } label)
            {
                labelled.Add(KeyValuePair.Create(fault.Kind == "wrong-ids" ? "item-" + id : id, fault.Kind switch { "wrong-labels" => WrongLabel, "other-label" => fault.Argument, _ => label }));
            }
        }

        if (fault.Kind == "missing" && labelled.Count > 0)
        {
            labelled.RemoveAt(labelled.Count - 1);
        }

        return labelled;
    }

    private static string? MadeUp(ChatRequest request, string text) =>
        request.Labels.IsEmpty ? null : request.Labels[(int)(TextKey.Of(text).Hash % (uint)request.Labels.Length)];
}
