using System.Net;
using System.Text.Json;

namespace LeadScout.Llm.Faults;

/// <summary>What a provider says went wrong: <c>{"error":{"message","code","type"}}</c> (OpenAI, Anthropic) or <c>{"error":"..."}</c> (Ollama).</summary>
/// <param name="Message">One short line, or "".</param>
/// <param name="Code">A code for programs, or "".</param>
internal readonly record struct ProviderError(string Message, string Code)
{
    private const int LongestMessage = 200;

    // Where the answer stands in OpenAI's, Anthropic's and Ollama's replies.
    private static readonly string[] Answers = ["choices", "content", "message"];

    /// <summary>Reads an error body; anything else gives no message.</summary>
    public static ProviderError Parse(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("error", out var error)
                ? Of(error)
                : new("", "");
        }
        catch (JsonException)
        {
            return new("", "");
        }
    }

    /// <summary>The status that a successful reply's body gives for an error instead of an answer, 500 where it gives none; null for an answer, or no JSON.</summary>
    public static HttpStatusCode? StatusIn(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || Answers.Any(name => root.TryGetProperty(name, out _))
                || !root.TryGetProperty("error", out var error) || error.ValueKind is JsonValueKind.Null or JsonValueKind.False)
            {
                return null;
            }

            return error.ValueKind == JsonValueKind.Object && error.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.Number
                && code.TryGetInt32(out var status) && status is >= 400 and < 600 ? (HttpStatusCode)status : HttpStatusCode.InternalServerError;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ProviderError Of(JsonElement error) => error.ValueKind switch
    {
        JsonValueKind.String => new(Short(error.GetString()!), ""),
        JsonValueKind.Object => new(Short(Text(error, "message")), Text(error, "code") is { Length: > 0 } code ? code : Text(error, "type")),
        _ => new("", ""),
    };

    private static string Text(JsonElement error, string name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static string Short(string message)
    {
        var line = message.ReplaceLineEndings(" ").Trim();
        return line.Length <= LongestMessage ? line : line[..LongestMessage] + "...";
    }
}
