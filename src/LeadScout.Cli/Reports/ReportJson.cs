using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LeadScout.Application.Reports;

namespace LeadScout.Cli.Reports;

/// <summary>Writes reports as JSON, without reflection.</summary>
[JsonSerializable(typeof(ReportDocument))]
[JsonSerializable(typeof(JobDocument))]
[JsonSerializable(typeof(JobDocument[]))]
[JsonSerializable(typeof(ClassificationDocument))]
[JsonSerializable(typeof(ReviewDocument))]
[JsonSerializable(typeof(ReviewExchangeDocument))]
[JsonSerializable(typeof(AnswerCountDocument[]))]
[JsonSerializable(typeof(ExportDocument))]
[JsonSerializable(typeof(ImportDocument))]
[JsonSerializable(typeof(CorrectionDocument[]))]
[JsonSerializable(typeof(ForgetDocument))]
[JsonSerializable(typeof(EstimateDocument))]
[JsonSerializable(typeof(PatternListDocument))]
[JsonSerializable(typeof(PatternDetailDocument))]
[JsonSerializable(typeof(RepairDocument))]
[JsonSerializable(typeof(TeacherCheckDocument))]
[JsonSerializable(typeof(TeacherLineDocument[]))]
[JsonSerializable(typeof(SettleDocument))]
[JsonSerializable(typeof(DoctorDocument))]
[JsonSerializable(typeof(StoreCopyDocument))]
[JsonSerializable(typeof(PriceDocument[]))]
[JsonSerializable(typeof(VerificationDocument))]
[JsonSerializable(typeof(HistoryDocument))]
[JsonSerializable(typeof(JobExportDocument))]
[JsonSerializable(typeof(DeletedJobDocument))]
[JsonSerializable(typeof(NewQuestionDocument))]
[JsonSerializable(typeof(AskedQuestionDocument))]
[JsonSerializable(typeof(QuestionLineDocument[]))]
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

    public static string Of(ReviewDocument document) => JsonSerializer.Serialize(document, Readable.ReviewDocument);

    public static string Of(ReviewExchangeDocument document) => JsonSerializer.Serialize(document, Readable.ReviewExchangeDocument);

    public static string Of(EstimateDocument document) => JsonSerializer.Serialize(document, Readable.EstimateDocument);

    public static string Of(JobDocument document) => JsonSerializer.Serialize(document, Readable.JobDocument);

    public static string Of(JobDocument[] documents) => JsonSerializer.Serialize(documents, Readable.JobDocumentArray);

    public static string Of(AnswerCountDocument[] documents) => JsonSerializer.Serialize(documents, Readable.AnswerCountDocumentArray);

    public static string Of(ExportDocument document) => JsonSerializer.Serialize(document, Readable.ExportDocument);

    public static string Of(ImportDocument document) => JsonSerializer.Serialize(document, Readable.ImportDocument);

    public static string Of(CorrectionDocument[] documents) => JsonSerializer.Serialize(documents, Readable.CorrectionDocumentArray);

    public static string Of(ForgetDocument document) => JsonSerializer.Serialize(document, Readable.ForgetDocument);

    public static string Of(StoreCopyDocument document) => JsonSerializer.Serialize(document, Readable.StoreCopyDocument);

    public static string Of(DoctorDocument document) => JsonSerializer.Serialize(document, Readable.DoctorDocument);

    public static string Of(PriceDocument[] documents) => JsonSerializer.Serialize(documents, Readable.PriceDocumentArray);

    public static string Of(PatternListDocument document) => JsonSerializer.Serialize(document, Readable.PatternListDocument);

    public static string Of(PatternDetailDocument document) => JsonSerializer.Serialize(document, Readable.PatternDetailDocument);

    public static string Of(RepairDocument document) => JsonSerializer.Serialize(document, Readable.RepairDocument);

    public static string Of(SettleDocument document) => JsonSerializer.Serialize(document, Readable.SettleDocument);

    public static string Of(TeacherCheckDocument document) => JsonSerializer.Serialize(document, Readable.TeacherCheckDocument);

    public static string Of(TeacherLineDocument[] documents) => JsonSerializer.Serialize(documents, Readable.TeacherLineDocumentArray);

    public static string Of(HistoryDocument document) => JsonSerializer.Serialize(document, Readable.HistoryDocument);

    public static string Of(VerificationDocument document) => JsonSerializer.Serialize(document, Readable.VerificationDocument);

    public static string Of(JobExportDocument document) => JsonSerializer.Serialize(document, Readable.JobExportDocument);

    public static string Of(DeletedJobDocument document) => JsonSerializer.Serialize(document, Readable.DeletedJobDocument);

    public static string Of(NewQuestionDocument document) => JsonSerializer.Serialize(document, Readable.NewQuestionDocument);

    public static string Of(AskedQuestionDocument document) => JsonSerializer.Serialize(document, Readable.AskedQuestionDocument);

    public static string Of(QuestionLineDocument[] documents) => JsonSerializer.Serialize(documents, Readable.QuestionLineDocumentArray);
}
