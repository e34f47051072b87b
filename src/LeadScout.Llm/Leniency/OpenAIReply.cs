using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadScout.Llm.Leniency;

/// <summary>OpenAI's chat completion, as all kinds of servers write it.</summary>
internal static class OpenAIReply
{
    public static JsonObject? Plain(JsonElement reply)
    {
        if (reply.At("choices").ValueKind == JsonValueKind.Undefined)
        {
            return null;
        }

        var choice = reply.At("choices").Elements().FirstOrDefault();
        return new()
        {
            ["id"] = reply.At("id").Text() ?? "",
            ["object"] = "chat.completion",
            ["created"] = 0,
            ["model"] = reply.At("model").Text() ?? "",
            ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["message"] = Message(choice), ["finish_reason"] = Ending(choice.At("finish_reason").Text()) }),
            ["usage"] = Usage(reply.At("usage")),
        };
    }

    private static JsonObject Message(JsonElement choice)
    {
        var message = choice.At("message");
        return new()
        {
            ["role"] = "assistant",
            ["content"] = Said(message.At("content")) ?? Called(message) ?? choice.At("text").Text() ?? "",
            ["refusal"] = message.At("refusal").Text() is { Length: > 0 } refusal ? refusal : null,
        };
    }

    private static string? Said(JsonElement content) =>
        content.ValueKind == JsonValueKind.Array ? string.Concat(content.Elements().Select(part => part.At("text").Text())) : content.Text();

    // A server may make a call of a function out of a schema, though none was offered.
    private static string? Called(JsonElement message) =>
        message.At("tool_calls").Elements().Select(call => call.At("function")).Append(message.At("function_call")).Select(function => function.At("arguments").Text())
            .FirstOrDefault(arguments => arguments is not null);

    private static string Ending(string? reason) => reason is "length" or "content_filter" ? reason : "stop";

    private static JsonObject? Usage(JsonElement usage)
    {
        if (usage.At("prompt_tokens").Count() is not { } input || usage.At("completion_tokens").Count() is not { } output)
        {
            return null;
        }

        var details = usage.At("prompt_tokens_details");
        var plain = new JsonObject { ["cached_tokens"] = details.At("cached_tokens").Count() ?? 0 };
        if (details.At("cache_write_tokens").Count() is { } written)
        {
            plain["cache_write_tokens"] = written;
        }

        return new() { ["prompt_tokens"] = input, ["completion_tokens"] = output, ["total_tokens"] = (long)input + output, ["prompt_tokens_details"] = plain };
    }
}
