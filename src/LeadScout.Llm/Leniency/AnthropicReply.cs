using System.Text.Json;
using System.Text.Json.Nodes;
using LeadScout.Teaching;

namespace LeadScout.Llm.Leniency;

/// <summary>Anthropic's message, as gateways and other servers write it.</summary>
internal static class AnthropicReply
{
    public static JsonObject? Plain(JsonElement reply)
    {
        if (reply.At("content").ValueKind == JsonValueKind.Undefined)
        {
            return null;
        }

        var said = Said(reply.At("content"));
        return new()
        {
            ["id"] = reply.At("id").Text() ?? "",
            ["type"] = "message",
            ["role"] = "assistant",
            ["model"] = reply.At("model").Text() ?? "",
            ["content"] = said.Length == 0 ? [] : new JsonArray(new JsonObject { ["type"] = "text", ["text"] = said }),
            ["stop_reason"] = Ending(reply.At("stop_reason").Text()),
            ["stop_sequence"] = null,
            ["usage"] = Usage(reply.At("usage")),
        };
    }

    private static string Said(JsonElement content) =>
        content.ValueKind == JsonValueKind.Array ? Utterance.OfParts(content).Words : content.Text() ?? "";

    // Ways to say that there was no room for more, one of which the library knows.
    private static string Ending(string? reason) => reason switch
    {
        null => "end_turn",
        "length" or "model_context_window_exceeded" => "max_tokens",
        _ => reason,
    };

    // The library reads no reply without counts; a count of 0 is taken for a missing one further on.
    private static JsonObject Usage(JsonElement usage)
    {
        var (input, read) = (usage.At("input_tokens").Count() ?? 0, usage.At("cache_read_input_tokens").Count() ?? 0);
        var byAge = usage.At("cache_creation");
        var written = Math.Max(
            usage.At("cache_creation_input_tokens").Count() ?? 0,
            (long)(byAge.At("ephemeral_5m_input_tokens").Count() ?? 0) + (byAge.At("ephemeral_1h_input_tokens").Count() ?? 0));

        // What a total has beyond its parts is output: a gateway that counts thoughts by themselves.
        var output = Math.Max(usage.At("output_tokens").Count() ?? 0, (usage.At("total_tokens").Count() ?? 0) - input - read - written);
        return new() { ["input_tokens"] = input, ["output_tokens"] = output, ["cache_read_input_tokens"] = read, ["cache_creation_input_tokens"] = written };
    }
}
