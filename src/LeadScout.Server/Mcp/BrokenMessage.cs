using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace LeadScout.Server.Mcp;

/// <summary>
/// What is no message of the protocol, and the error that JSON-RPC has for it. The protocol's library drops such a message without a word, and
/// whoever sent it would wait for ever.
/// </summary>
internal static class BrokenMessage
{
    private const int ParseError = -32700;
    private const int InvalidRequest = -32600;

    private static readonly JsonTypeInfo Message = McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage));

    /// <summary>The error that answers it, in JSON on one line; null where it is a message.</summary>
    public static byte[]? AnswerTo(in ReadOnlySequence<byte> sent)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(sent);
        }
        catch (JsonException e)
        {
            return Error(ParseError, $"Parse error: this is not JSON. {e.Message}", default);
        }

        using (document)
        {
            try
            {
                return document.RootElement.Deserialize(Message) is null ? Refused(document.RootElement) : null;
            }
            catch (JsonException)
            {
                return Refused(document.RootElement);
            }
        }
    }

    private static byte[] Refused(JsonElement sent) => Error(
        InvalidRequest,
        "Invalid Request: this is JSON, but no message of JSON-RPC 2.0: one object with \"jsonrpc\": \"2.0\", and \"method\", \"result\" or \"error\".",
        sent.ValueKind == JsonValueKind.Object && sent.TryGetProperty("id", out var id) ? id : default);

    private static byte[] Error(int code, string message, JsonElement id)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("jsonrpc", "2.0");
            json.WritePropertyName("id");
            if (id.ValueKind is JsonValueKind.String or JsonValueKind.Number)
            {
                id.WriteTo(json);
            }
            else
            {
                json.WriteNullValue();
            }

            json.WriteStartObject("error");
            json.WriteNumber("code", code);
            json.WriteString("message", message);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
