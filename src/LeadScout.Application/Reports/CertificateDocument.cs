using System.Text.Json.Serialization;
using LeadScout.Statistics;

namespace LeadScout.Application.Reports;

/// <summary>What the audits prove.</summary>
public sealed record CertificateDocument(double MaxError, double Confidence, double UpperBound, int Audits, int AuditErrors, bool Holds)
{
    /// <summary>
    /// What is proven about each label, in the question's order. All of them together hold at the confidence, the list's own bound at that
    /// confidence by itself. Left out where nothing is known by label.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LabelCertificateDocument[]? Labels { get; init; }

    public static CertificateDocument Of(Certificate certificate) => new(
        certificate.Budget.MaxError, certificate.Budget.Confidence, certificate.UpperBound, certificate.Audits, certificate.AuditErrors,
        certificate.Holds)
    {
        Labels = certificate.Labels.IsEmpty ? null : [.. certificate.Labels.Select(LabelCertificateDocument.Of)],
    };
}

/// <summary>What is proven about one label, in rows and in shares of its rows.</summary>
/// <param name="Label">The label.</param>
/// <param name="Rows">Rows that have it in the result.</param>
/// <param name="StudentRows">Those of them that the student decided; the others are right by definition. Of given labels: those not judged.</param>
/// <param name="WrongRowsAtMost">Of the rows that have it, so many may differ.</param>
/// <param name="ErrorAtMost">The same as a share of them.</param>
/// <param name="MissedRowsAtMost">Rows that may have another label and should have this one.</param>
/// <param name="RecallAtLeast">Of the rows that should have it, at least this share has it.</param>
/// <param name="Audits">Audited texts that the student had given it.</param>
/// <param name="AuditErrors">Those that were wrong, and were corrected.</param>
/// <param name="AsksToKnow">Texts of this label to ask until no larger share of it may be wrong than of the list; null where that is known.</param>
/// <param name="MaxError">Its own budget; null for none.</param>
/// <param name="MinRecall">Its own least recall; null for none.</param>
/// <param name="AskedForBudget">Texts asked for the sake of these.</param>
/// <param name="Holds">Whether these are proven; true without any.</param>
/// <param name="IsRefuted">Whether one of these is proven not to hold; only of labels that were put to the proof.</param>
public sealed record LabelCertificateDocument(
    string Label,
    long Rows,
    long StudentRows,
    long WrongRowsAtMost,
    double ErrorAtMost,
    long MissedRowsAtMost,
    double RecallAtLeast,
    int Audits,
    int AuditErrors,
    int? AsksToKnow,
    double? MaxError,
    double? MinRecall,
    int AskedForBudget,
    bool Holds,
    bool IsRefuted)
{
    public static LabelCertificateDocument Of(LabelCertificate label) => new(
        label.Label, label.Rows, label.StudentRows, label.WrongRowsAtMost, label.ErrorAtMost, label.MissedRowsAtMost, label.RecallAtLeast,
        label.Audits, label.AuditErrors, label.AsksToKnow, label.MaxError, label.MinRecall, label.AskedForBudget, label.Holds,
        label.IsRefuted);
}
