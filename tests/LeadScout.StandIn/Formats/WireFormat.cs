using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadScout.StandIn.Formats;

/// <summary>One provider's chat API.</summary>
internal abstract class WireFormat
{
    /// <summary>Every format.</summary>
    public static WireFormat[] All { get; } = [new OpenAIFormat(), new AnthropicFormat(), new OllamaFormat()];

    /// <summary>Where its requests go.</summary>
    public abstract string Path { get; }

    /// <summary>Reads a request.</summary>
    public abstract ChatRequest Read(JsonElement body);

    /// <summary>Writes a reply's body.</summary>
    public abstract JsonObject Write(ChatAnswer answer, string model);

    /// <summary>Writes an error's body.</summary>
    public virtual JsonObject Error(string message, string code) =>
        new() { ["type"] = "error", ["error"] = new JsonObject { ["message"] = message, ["type"] = code, ["code"] = code } };

    protected static int? Limit(JsonElement body, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (body.TryGetProperty(name, out var limit) && limit.ValueKind == JsonValueKind.Number)
            {
                return limit.GetInt32();
            }
        }

        return null;
    }
}
