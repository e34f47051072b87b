using System.Text.Json;
using System.Text.Json.Nodes;

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
            ["stop_reason"] = reply.At("stop_reason").Text() ?? "end_turn",
            ["stop_sequence"] = null,
            ["usage"] = Usage(reply.At("usage")),
        };
    }

    private static string Said(JsonElement content)
    {
        if (content.ValueKind != JsonValueKind.Array)
        {
            return content.Text() ?? "";
        }

        var text = string.Concat(content.Elements().Select(block => block.At("text").Text()));
        return text.Length > 0 ? text : content.Elements().Select(block => block.At("input").Text()).FirstOrDefault(input => input is not null) ?? "";
    }

    // The library reads no reply without counts; a count of 0 is taken for a missing one further on.
    private static JsonObject Usage(JsonElement usage) => new()
    {
        ["input_tokens"] = usage.At("input_tokens").Count() ?? 0,
        ["output_tokens"] = usage.At("output_tokens").Count() ?? 0,
        ["cache_read_input_tokens"] = usage.At("cache_read_input_tokens").Count() ?? 0,
        ["cache_creation_input_tokens"] = usage.At("cache_creation_input_tokens").Count() ?? 0,
    };
}
