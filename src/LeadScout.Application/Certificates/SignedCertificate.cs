using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LeadScout.Questions;
using LeadScout.Statistics;

namespace LeadScout.Application.Certificates;

/// <summary>
/// What a job has proven, and all that it takes to compute that again from the list and the log. Its form is described in
/// docs/certify.md; <see cref="Hash"/> is over everything else.
/// </summary>
public sealed record SignedCertificate
{
    /// <summary>The form that this version writes.</summary>
    public const string CurrentFormat = "leadscout-certificate/2";

    /// <summary>The form of earlier versions, which said nothing about labels.</summary>
    public const string FormatWithoutLabels = "leadscout-certificate/1";

    public required string Format { get; init; }

    public required string Job { get; init; }

    /// <summary><c>classify</c> or <c>certify</c>.</summary>
    public required string Kind { get; init; }

    public required CertifiedListPart List { get; init; }

    public required CertifiedQuestionPart[] Questions { get; init; }

    public required CertifiedTeacherPart Teacher { get; init; }

    /// <summary>By name: everything else that decides what is asked; as the job was started.</summary>
    public required SortedDictionary<string, string> Options { get; init; }

    public required CertifiedLogPart Log { get; init; }

    public required CertificatePart[] Certificates { get; init; }

    public required DateTimeOffset Began { get; init; }

    /// <summary>SHA-256, hexadecimal, of the document with this left empty: compact JSON in UTF-8, its fields in this order.</summary>
    public string Hash { get; init; } = "";

    /// <summary>The same document in the form of another: what that one did not say is left out.</summary>
    public SignedCertificate In(string format) => format == FormatWithoutLabels && Format != format
        ? (this with { Format = format, Certificates = [.. Certificates.Select(part => part with { Labels = null })] }).WithHash()
        : this;

    /// <summary>The same document with its hash.</summary>
    public SignedCertificate WithHash() => this with { Hash = HashOf() };

    /// <summary>The hash that it should have.</summary>
    public string HashOf() => Convert.ToHexStringLower(SHA256.HashData(
        JsonSerializer.SerializeToUtf8Bytes(this with { Hash = "" }, CertificateJson.Compact.SignedCertificate)));

    /// <summary>As it is written to a file.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, CertificateJson.Readable.SignedCertificate);

    /// <summary>Reads one.</summary>
    /// <exception cref="BadInputException">It is none, or of a form that is not known.</exception>
    public static SignedCertificate Parse(string json, string name)
    {
        try
        {
            return JsonSerializer.Deserialize(json, CertificateJson.Readable.SignedCertificate) is { Format: CurrentFormat or FormatWithoutLabels } document
                && document.HashOf().Length > 0 ? document
                : throw new BadInputException("certificate-unreadable", $"'{name}' is no certificate of the form {CurrentFormat} or {FormatWithoutLabels}, the only ones that are known here.");
        }
        catch (JsonException e)
        {
            throw new BadInputException("certificate-unreadable", $"'{name}' is no certificate: {e.Message}", e);
        }
        catch (ArgumentException e)
        {
            throw new BadInputException("certificate-unreadable", $"'{name}' is no certificate: a number in it is beyond any, as 1e400 is.", e); // it can be read, and not written
        }
    }
}

/// <summary>The list.</summary>
public sealed record CertifiedListPart(string Name, string Hash, long Rows, int DistinctTexts);

/// <summary>A question, its version and the template that makes a text of a lead.</summary>
public sealed record CertifiedQuestionPart(string Name, string Version, string Text);

/// <summary>Who was asked, under which prompt, and which models answered as the service called them.</summary>
public sealed record CertifiedTeacherPart(string Name, string? Second, string? PromptHash, CertifiedModelPart[] Models);

/// <summary>A model that answered.</summary>
public sealed record CertifiedModelPart(string Teacher, string Model, int Calls);

/// <summary>
/// Where the log stood when the job began, and a hash of the job's own answers, audits with their probabilities included, in log order.
/// </summary>
public sealed record CertifiedLogPart(long Position, long VerdictPosition, int Answers, string Hash);

/// <summary>What is proven about one question's labels, or one column of labels.</summary>
public sealed record CertificatePart(
    string Subject, string Verdict, double MaxError, double Confidence, double LowerBound, double UpperBound, int Audits, int AuditErrors)
{
    /// <summary>Rows of the list that kept a label which nothing here speaks of; absent for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long KeptRows { get; init; }

    /// <summary>Label by label, in the question's order; together they hold at the confidence. Absent from documents of earlier versions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CertifiedLabelPart[]? Labels { get; init; }
}

/// <summary>What is proven about one label.</summary>
/// <param name="Label">The label.</param>
/// <param name="Rows">Rows that had it when the job was done.</param>
/// <param name="WrongRowsAtMost">Of these, so many may be wrong.</param>
/// <param name="ErrorAtMost">The same as a share of them.</param>
/// <param name="MissedRowsAtMost">Rows that may have another label and should have this one.</param>
/// <param name="RecallAtLeast">Of the rows that should have it, at least this share has it.</param>
/// <param name="Audits">Audits of texts that had it.</param>
/// <param name="AuditErrors">Those that were wrong.</param>
/// <param name="MaxError">Its own budget; absent for none.</param>
/// <param name="MinRecall">Its own least recall; absent for none.</param>
/// <param name="Verdict">Of these: <c>proven</c>, <c>refuted</c> or <c>open</c>; absent without any.</param>
public sealed record CertifiedLabelPart(
    string Label,
    long Rows,
    long WrongRowsAtMost,
    double ErrorAtMost,
    long MissedRowsAtMost,
    double RecallAtLeast,
    int Audits,
    int AuditErrors,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? MaxError,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? MinRecall,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Verdict)
{
    /// <summary>As the report has it.</summary>
    public static CertifiedLabelPart Of(LabelCertificate label) => new(
        label.Label, label.CertifiedRows, label.WrongRowsAtMost, label.ErrorAtMost, label.MissedRowsAtMost, label.RecallAtLeast,
        label.Audits, label.AuditErrors, label.MaxError, label.MinRecall,
        !label.HasBudget ? null : label.IsRefuted ? "refuted" : label.Holds ? "proven" : "open");
}

/// <summary>Reads and writes certificates, without reflection. A field that there is not is no certificate's.</summary>
[JsonSerializable(typeof(SignedCertificate))]
internal sealed partial class CertificateJson : JsonSerializerContext
{
    public static CertificateJson Readable { get; } = new(Form(indented: true));

    public static CertificateJson Compact { get; } = new(Form(indented: false));

    private static JsonSerializerOptions Form(bool indented) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = indented,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
