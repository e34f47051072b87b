using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadScout.StandIn.Formats;

/// <summary>Anthropic's messages.</summary>
internal sealed class AnthropicFormat : WireFormat
{
    public override string Path => "/v1/messages";

    public override ChatRequest Read(JsonElement body) => new(
        body.TryGetProperty("system", out var system) ? ChatRequest.TextOf(system) : "",
        ChatRequest.TextOf(body, "user"),
        Limit(body, "max_tokens"),
        body.TryGetProperty("output_config", out var config) ? ChatRequest.LabelsIn(config) : [],
        body);

    public override JsonObject Write(ChatAnswer answer, string model)
    {
        var reply = new JsonObject
        {
            ["id"] = "msg_standin",
            ["type"] = "message",
            ["role"] = "assistant",
            ["model"] = model,
            ["content"] = Content(answer),
            ["stop_reason"] = Stop(answer.Ending),
            ["stop_sequence"] = null,
        };
        if (answer.SaysUsage)
        {
            reply["usage"] = new JsonObject { ["input_tokens"] = answer.InputTokens, ["output_tokens"] = answer.ToldOutputTokens };
            if (answer.CountsThinkingBeside)
            {
                reply["usage"]!["total_tokens"] = answer.InputTokens + answer.OutputTokens; // a gateway's, Anthropic's own has no total
            }
        }

        return reply;
    }

    private static JsonArray Content(ChatAnswer answer)
    {
        var content = new JsonArray();
        if (answer.Thoughts.Length > 0)
        {
            content.Add(new JsonObject { ["type"] = "thinking", ["thinking"] = answer.Thoughts, ["signature"] = "c3RhbmQtaW4=" });
        }

        if (answer.Content.Length > 0)
        {
            content.Add(new JsonObject { ["type"] = "text", ["text"] = answer.Content });
        }

        if (answer.Called.Length > 0)
        {
            content.Add(
                new JsonObject { ["type"] = "tool_use", ["id"] = "toolu_1", ["name"] = "labels", ["input"] = JsonNode.Parse(answer.Called) });
        }

        return content;
    }

    private static string Stop(Ending ending) => ending switch
    {
        Ending.Length => "max_tokens",
        Ending.Filter or Ending.Refusal => "refusal",
        _ => "end_turn",
    };
}
