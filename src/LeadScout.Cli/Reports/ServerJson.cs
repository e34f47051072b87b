using System.Text.Json;
using System.Text.Json.Serialization;
using LeadScout.Server.Api;

namespace LeadScout.Cli.Reports;

/// <summary>Where a server listens.</summary>
internal sealed record ServingDocument(IReadOnlyList<string> Urls);

/// <summary>What <c>serve</c> and its commands say, as JSON; apart from the other documents, so that only they load the server.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ServingDocument))]
[JsonSerializable(typeof(KeyDocument))]
[JsonSerializable(typeof(KeyDocument[]))]
[JsonSerializable(typeof(NewKeyDocument))]
internal sealed partial class ServerJson : JsonSerializerContext
{
    public static string Of(ServingDocument document) => JsonSerializer.Serialize(document, Default.ServingDocument);

    public static string Of(KeyDocument document) => JsonSerializer.Serialize(document, Default.KeyDocument);

    public static string Of(KeyDocument[] documents) => JsonSerializer.Serialize(documents, Default.KeyDocumentArray);

    public static string Of(NewKeyDocument document) => JsonSerializer.Serialize(document, Default.NewKeyDocument);
}
