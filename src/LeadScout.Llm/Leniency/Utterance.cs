using System.Text.Json;
using LeadScout.Llm.Wire.Reading;
using LeadScout.Texts;
using Microsoft.Extensions.AI;

namespace LeadScout.Llm.Leniency;

/// <summary>What a model uttered, in whatever places a reply has for it.</summary>
/// <param name="Text">What it said.</param>
/// <param name="Thoughts">What it thought, where the reply keeps that apart.</param>
internal readonly record struct Utterance(string Text, string Thoughts)
{
    // Whoever reads it knows that what follows was thought, and not said.
    private const string Thinking = "<think>\n";

    /// <summary>The arguments of functions that it called, though none was offered; an object each.</summary>
    public string Calls { get; init; } = "";

    /// <summary>
    /// What it said and called; if that is nothing, what it thought, marked as such: some servers take an answer for a thought.
    /// </summary>
    public string Words
    {
        get
        {
            var said = Joined([Text, Calls]);
            return said.Length > 0 || string.IsNullOrWhiteSpace(Thoughts) ? said : Thinking + Thoughts;
        }
    }

    /// <summary>Of a list of content parts, OpenAI's or Anthropic's or any other's.</summary>
    public static Utterance OfParts(JsonElement parts)
    {
        var all = parts.Elements().ToLookup(
            part => Sections.IsThought(part.At("type").Text() ?? "") || part.At("thought").ValueKind == JsonValueKind.True);
        return new(string.Concat(all[false].Select(TextOf)), string.Concat(all[true].Select(TextOf)))
        {
            Calls = Joined(all[false].Select(part => part.At("input").Or(part.At("arguments")).Text())),
        };
    }

    /// <summary>Of a response of any client.</summary>
    public static Utterance Of(ChatResponse response)
    {
        var contents = response.Messages.SelectMany(message => message.Contents).ToArray();
        return new(response.Text, string.Concat(contents.OfType<TextReasoningContent>().Select(thought => thought.Text)))
        {
            Calls = Joined(contents.OfType<FunctionCallContent>().Select(ArgumentsOf)),
        };
    }

    /// <summary>Several utterances, one after the other; the empty ones are none.</summary>
    public static string Joined(IEnumerable<string?> words) => string.Join('\n', words.Where(said => !string.IsNullOrWhiteSpace(said)));

    private static string ArgumentsOf(FunctionCallContent call) => call.Arguments is { } arguments
        ? JsonSerializer.Serialize(arguments, AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(IDictionary<string, object?>)))
        : "null";

    private static string TextOf(JsonElement part) =>
        part.ValueKind == JsonValueKind.String ? part.Words()
        : part.At("text").Or(part.At("thinking")).Or(part.At("reasoning")).Or(part.At("summary")) is var text
            && text.ValueKind == JsonValueKind.Array
            ? string.Concat(text.Elements().Select(TextOf))
        : text.Text() ?? "";
}
