using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace LeadScout.StandIn.Faults;

/// <summary>What servers do to a reply that is otherwise good, in OpenAI's format.</summary>
internal static class Oddity
{
    /// <summary>The kinds of fault that are one.</summary>
    public static readonly string[] Kinds =
        ["null-usage", "error-200", "tool-call", "parts", "extra", "chunked", "keep-alive-close", "loose", "bom", "gzip", "201"];

    /// <summary>Whether the client can't read an answer after it.</summary>
    public static bool Hides(Fault fault) => fault.Kind is "error-200" or "tool-call";

    /// <summary>The reply's body, changed; and the connection, told to close.</summary>
    public static JsonObject Applied(Fault fault, JsonObject body, HttpResponse response)
    {
        switch (fault.Kind)
        {
            case "error-200":
                var code = int.TryParse(fault.Argument, NumberStyles.None, CultureInfo.InvariantCulture, out var status)
                    ? JsonValue.Create(status)
                    : null;
                return new JsonObject { ["error"] = new JsonObject { ["message"] = "The model is overloaded.", ["code"] = code } };
            case "null-usage":
                body["usage"] = null;
                break;
            case "tool-call":
                Message(body)["tool_calls"] = new JsonArray(new JsonObject
                {
                    ["id"] = "call_1",
                    ["type"] = "function",
                    ["function"] = new JsonObject { ["name"] = "labels", ["arguments"] = Message(body)["content"]!.DeepClone() },
                });
                Message(body)["content"] = null;
                body["choices"]![0]!["finish_reason"] = "tool_calls";
                break;
            case "parts":
                Message(body)["content"] = new JsonArray(
                    new JsonObject { ["type"] = "text", ["text"] = Message(body)["content"]!.DeepClone() });
                break;
            case "extra":
                (body["x_request"], Message(body)["reasoning_content"]) = (new JsonObject { ["region"] = "moon" }, "Let me see.");
                body["usage"]!["x_tokens"] = 7;
                break;
            case "loose":
                (body["id"], body["created"], body["model"]) = (17, 1767225600.5, null);
                (Message(body)["role"], Message(body)["content"]) = (
                    "model", new JsonArray(new JsonObject { ["type"] = "output_text", ["text"] = Message(body)["content"]!.DeepClone() }));
                (body["choices"]![0]!["index"], body["choices"]![0]!["finish_reason"]) = ("0", "eos");
                (
                    body["usage"]!["prompt_tokens"],
                    body["usage"]!["total_tokens"]) = (body["usage"]!["prompt_tokens"]!.ToJsonString() + ".0", null);
                break;
            case "201":
                response.StatusCode = StatusCodes.Status201Created;
                break;
            case "keep-alive-close":
                response.Headers.Connection = "close";
                break;
        }

        return body;
    }

    private static JsonNode Message(JsonObject body) => body["choices"]![0]!["message"]!;
}
