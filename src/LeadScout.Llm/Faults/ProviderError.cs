using System.Text.Json;
using LeadScout.Llm.Leniency;

namespace LeadScout.Llm.Faults;

/// <summary>
/// What a provider says went wrong: <c>{"error":{"message","code","type"}}</c> (OpenAI, Anthropic) or <c>{"error":"..."}</c> (Ollama).
/// </summary>
/// <param name="Message">One short line, or "".</param>
/// <param name="Code">A code for programs, or "".</param>
internal readonly record struct ProviderError(string Message, string Code)
{
    private const int LongestMessage = 200;

    // Where a message stands, and what it stands in: OpenAI's and Anthropic's "error", FastAPI's "detail", a list of "errors".
    private static readonly string[] Messages = ["message", "msg", "error_message", "error_msg", "errorMessage", "description", "title"];
    private static readonly string[] Wrappers = ["error", "detail", "errors"];

    /// <summary>
    /// Reads an error body of whatever form: an object with or without an <c>error</c>, a list of them, JSON in a string, plain text. A
    /// page gives no message.
    /// </summary>
    public static ProviderError Parse(string body)
    {
        if (body.AsSpan().Trim() is not [not '<', ..] text)
        {
            return new("", "");
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            return Of(document.RootElement);
        }
        catch (JsonException)
        {
            return new(Short(text.ToString()), "");
        }
    }

    private static ProviderError Of(JsonElement error) => error.ValueKind switch
    {
        JsonValueKind.String => error.Words() is ['{' or '[', ..] inner ? Parse(inner) : new(Short(error.Words()), ""),
        JsonValueKind.Array => error.EnumerateArray().Select(Of).FirstOrDefault(one => one.Message.Length > 0, new("", "")),
        JsonValueKind.Object when Inner(error) is { } inner && Of(inner) is { Message.Length: > 0 } within => within,
        JsonValueKind.Object => new(MessageIn(error), Text(error, "code") is { Length: > 0 } code ? code : Text(error, "type")),
        _ => new("", ""),
    };

    private static JsonElement? Inner(JsonElement error)
    {
        foreach (var name in Wrappers)
        {
            if (error.At(name) is { ValueKind: JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.String } inner)
            {
                return inner;
            }
        }

        return null;
    }

    private static string MessageIn(JsonElement error)
    {
        var message = Messages.Select(name => Text(error, name)).FirstOrDefault(text => text.Length > 0, "");
        return message is ['{' or '[', ..] && Parse(message) is { Message.Length: > 0 } inner ? inner.Message : Short(message);
    }

    private static string Text(JsonElement error, string name) =>
        error.At(name) is { ValueKind: JsonValueKind.String } value ? value.Words() : "";

    private static string Short(string message)
    {
        var line = message.ReplaceLineEndings(" ").Trim();
        return line.Length <= LongestMessage ? line : line[..LongestMessage] + "...";
    }
}
