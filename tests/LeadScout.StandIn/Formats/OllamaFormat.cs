using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadScout.StandIn.Formats;

/// <summary>Ollama's chat. A streamed reply is one line here, as it may be.</summary>
internal sealed class OllamaFormat : WireFormat
{
    public override string Path => "/api/chat";

    public override ChatRequest Read(JsonElement body) => new(
        ChatRequest.TextOf(body, "system"),
        ChatRequest.TextOf(body, "user"),
        body.TryGetProperty("options", out var options) && options.ValueKind == JsonValueKind.Object ? Limit(options, "num_predict") : null,
        body.TryGetProperty("format", out var format) ? ChatRequest.LabelsIn(format) : [],
        body);

    public override JsonObject Write(ChatAnswer answer, string model)
    {
        var reply = new JsonObject
        {
            ["model"] = model,
            ["created_at"] = "2026-01-01T00:00:00Z",
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = answer.Content },
            ["done"] = true,
            ["done_reason"] = answer.Ending == Ending.Length ? "length" : "stop",
        };
        if (answer.Thoughts.Length > 0)
        {
            reply["message"]!["thinking"] = answer.Thoughts;
        }

        if (answer.Called.Length > 0)
        {
            reply["message"]!["tool_calls"] = new JsonArray(
                new JsonObject { ["function"] = new JsonObject { ["name"] = "labels", ["arguments"] = JsonNode.Parse(answer.Called) } });
        }

        if (answer.SaysUsage)
        {
            (reply["prompt_eval_count"], reply["eval_count"]) = (answer.InputTokens, answer.OutputTokens);
        }

        return reply;
    }

    public override JsonObject Error(string message, string code) => new() { ["error"] = message };
}
