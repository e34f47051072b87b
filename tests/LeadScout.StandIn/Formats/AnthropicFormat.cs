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
            ["content"] = answer.Content.Length == 0 ? [] : new JsonArray(new JsonObject { ["type"] = "text", ["text"] = answer.Content }),
            ["stop_reason"] = Stop(answer.Ending),
            ["stop_sequence"] = null,
        };
        if (answer.SaysUsage)
        {
            reply["usage"] = new JsonObject { ["input_tokens"] = answer.InputTokens, ["output_tokens"] = answer.OutputTokens };
        }

        return reply;
    }

    private static string Stop(Ending ending) => ending switch
    {
        Ending.Length => "max_tokens",
        Ending.Filter or Ending.Refusal => "refusal",
        _ => "end_turn",
    };
}
