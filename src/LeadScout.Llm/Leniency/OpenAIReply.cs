using System.Text.Json;
using System.Text.Json.Nodes;
using LeadScout.Teaching;

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

        var choices = reply.At("choices").Elements().ToArray();
        return new()
        {
            ["id"] = reply.At("id").Text() ?? "",
            ["object"] = "chat.completion",
            ["created"] = 0,
            ["model"] = reply.At("model").Text() ?? "",
            ["choices"] = new JsonArray(
                new JsonObject { ["index"] = 0, ["message"] = Message(choices), ["finish_reason"] = Endings.Of([.. choices.SelectMany(Reasons)]) }),
            ["usage"] = Usage(reply.At("usage")),
        };
    }

    // OpenRouter tells the provider's own reason beside its own.
    private static string?[] Reasons(JsonElement choice) => [choice.At("finish_reason").Text(), choice.At("native_finish_reason").Text()];

    // Nobody asks for more than one choice. Where there are several, they are one reply, and must not disagree.
    private static JsonObject Message(JsonElement[] choices) => new()
    {
        ["role"] = "assistant",
        ["content"] = Utterance.Joined(choices.Select(choice => Said(choice, choice.At("message").Or(choice.At("delta"))))),
        ["refusal"] = choices.Select(choice => choice.At("message").At("refusal").Text())
            .FirstOrDefault(refusal => refusal is { Length: > 0 }),
    };

    private static string Said(JsonElement choice, JsonElement message)
    {
        var content = message.At("content");
        var said = content.ValueKind == JsonValueKind.Array
            ? Utterance.OfParts(content)
            : new(content.Text() ?? choice.At("text").Text() ?? "", "");
        return (said with { Thoughts = said.Thoughts + Thoughts(message), Calls = Called(message) }).Words;
    }

    // A server may make a call of a function out of a schema, though none was offered.
    private static string Called(JsonElement message) => Utterance.Joined(
        message.At("tool_calls").Elements().Select(call => call.At("function")).Append(message.At("function_call")).Select(function => function.At("arguments").Text()));

    private static string? Thoughts(JsonElement message) =>
        Told(message.At("reasoning_content")) ?? Told(message.At("reasoning")) ?? Told(message.At("thinking"));

    private static string? Told(JsonElement told) => told.ValueKind switch
    {
        JsonValueKind.Object => told.At("content").Or(told.At("text")).Text(),
        JsonValueKind.Array => Utterance.OfParts(told) is var parts ? parts.Text + parts.Thoughts : null,
        _ => told.Text(),
    };

    private static JsonObject? Usage(JsonElement usage)
    {
        if (CountedUsage.Of(usage) is not { } counted)
        {
            return null;
        }

        var details = new JsonObject { ["cached_tokens"] = counted.Cached };
        if (counted.Written is { } written)
        {
            details["cache_write_tokens"] = written;
        }

        return new()
        {
            ["prompt_tokens"] = counted.Input,
            ["completion_tokens"] = counted.Output,
            ["total_tokens"] = (long)counted.Input + counted.Output,
            ["prompt_tokens_details"] = details,
            ["completion_tokens_details"] = counted.Thoughts is { } thoughts ? new JsonObject { ["reasoning_tokens"] = thoughts } : null,
        };
    }
}
