using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeadScout.Cli.Reports;

/// <summary>Writes reports as JSON, without reflection.</summary>
[JsonSerializable(typeof(ReportDocument))]
[JsonSerializable(typeof(JobDocument))]
[JsonSerializable(typeof(JobDocument[]))]
[JsonSerializable(typeof(ClassificationDocument))]
[JsonSerializable(typeof(PatternListDocument))]
[JsonSerializable(typeof(PatternDetailDocument))]
[JsonSerializable(typeof(RepairDocument))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    private static readonly ReportJson Readable = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // for a program, not for a web page: paths keep their letters
    });

    public static string Of(ReportDocument document) => JsonSerializer.Serialize(document, Readable.ReportDocument);

    public static string Of(ClassificationDocument document) => JsonSerializer.Serialize(document, Readable.ClassificationDocument);

    public static string Of(JobDocument document) => JsonSerializer.Serialize(document, Readable.JobDocument);

    public static string Of(JobDocument[] documents) => JsonSerializer.Serialize(documents, Readable.JobDocumentArray);

    public static string Of(PatternListDocument document) => JsonSerializer.Serialize(document, Readable.PatternListDocument);

    public static string Of(PatternDetailDocument document) => JsonSerializer.Serialize(document, Readable.PatternDetailDocument);

    public static string Of(RepairDocument document) => JsonSerializer.Serialize(document, Readable.RepairDocument);
}
