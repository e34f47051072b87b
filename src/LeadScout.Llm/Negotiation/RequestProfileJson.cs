using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeadScout.Llm.Negotiation;

/// <summary>How a profile stands in JSON, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(ReplyFormatJson)])]
[JsonSerializable(typeof(RequestProfile))]
internal sealed partial class RequestProfileJson : JsonSerializerContext
{
    private sealed class ReplyFormatJson() : JsonStringEnumConverter<ReplyFormat>(JsonNamingPolicy.CamelCase);
}
