using System.Text.Json;

namespace LeadScout.Llm.Faults;

/// <summary>What a provider says went wrong: <c>{"error":{"message","code","type"}}</c> (OpenAI, Anthropic) or <c>{"error":"..."}</c> (Ollama).</summary>
/// <param name="Message">One short line, or "".</param>
/// <param name="Code">A code for programs, or "".</param>
internal readonly record struct ProviderError(string Message, string Code)
{
    private const int LongestMessage = 200;

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
