using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadScout.StandIn.Formats;

/// <summary>OpenAI's chat completions, as many servers speak them.</summary>
internal sealed class OpenAIFormat : WireFormat
{
    public override string Path => "/v1/chat/completions";

    public override ChatRequest Read(JsonElement body) => new(
        ChatRequest.TextOf(body, "system") + ChatRequest.TextOf(body, "developer"),
        ChatRequest.TextOf(body, "user"),
        Limit(body, "max_completion_tokens", "max_tokens"),
        body.TryGetProperty("response_format", out var format) ? ChatRequest.LabelsIn(format) : [],
        body);

    public override JsonObject Write(ChatAnswer answer, string model)
    {
        var message = new JsonObject { ["role"] = "assistant", ["content"] = answer.Content, ["refusal"] = null };
        if (answer.Ending == Ending.Refusal)
        {
            (message["content"], message["refusal"]) = (answer.Content.Length > 0 ? answer.Content : null, "I can't help with that.");
        }

        if (answer.Thoughts.Length > 0)
        {
            message["reasoning_content"] = answer.Thoughts;
        }

        if (answer.Called.Length > 0)
        {
            message["tool_calls"] = new JsonArray(new JsonObject
            {
                ["id"] = "call_1",
                ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = "labels", ["arguments"] = answer.Called },
            });
        }

        var reply = new JsonObject
        {
            ["id"] = "chatcmpl-standin",
            ["object"] = "chat.completion",
            ["created"] = 1767225600,
            ["model"] = model,
            ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["message"] = message, ["finish_reason"] = Finish(answer.Ending) }),
        };
        if (answer.SaysUsage)
        {
            reply["usage"] = new JsonObject
            {
                ["prompt_tokens"] = answer.InputTokens,
                ["completion_tokens"] = answer.ToldOutputTokens,
                ["total_tokens"] = answer.InputTokens + answer.OutputTokens,
                ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = answer.CachedTokens },
            };
            if (answer.ThoughtTokens > 0)
            {
                reply["usage"]!["completion_tokens_details"] = new JsonObject { ["reasoning_tokens"] = answer.ThoughtTokens };
            }

            if (answer.WrittenTokens is { } written)
            {
                reply["usage"]!["prompt_tokens_details"]!["cache_write_tokens"] = written;
            }
        }

        return reply;
    }

    private static string Finish(Ending ending) => ending switch
    {
        Ending.Length => "length",
        Ending.Filter => "content_filter",
        _ => "stop",
    };
}
