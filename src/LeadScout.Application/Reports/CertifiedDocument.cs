using System.Collections.Immutable;
using LeadScout.Jobs;
using LeadScout.Statistics;

namespace LeadScout.Application.Reports;

/// <summary>What the audits of a list's own labels came to, for a program.</summary>
public sealed record CertifiedDocument(
    string Verdict,
    double MaxError,
    double Confidence,
    long Rows,
    long LeftOutRows,
    long KnownRows,
    int Audits,
    CertifiedColumnDocument[] Columns,
    MistakeDocument[] Mistakes)
{
    /// <param name="certified">The result.</param>
    /// <param name="mistakes">The rows that were found to be wrong; none where only the stored report is at hand.</param>
    public static CertifiedDocument Of(CertifiedList certified, ImmutableArray<LabelMistake> mistakes) => new(
        WordOf(certified.Verdict),
        certified.Budget.MaxError,
        certified.Budget.Confidence,
        certified.Rows,
        certified.LeftOutRows,
        certified.KnownRows,
        certified.Audits,
        [.. certified.Columns.Select(CertifiedColumnDocument.Of)],
        [.. mistakes.Select(mistake => new MistakeDocument(
            mistake.Column, mistake.FirstRow, mistake.Rows, mistake.Text, mistake.Given, mistake.Answer))]);

    /// <summary>As in the contract: <c>proven</c>, <c>refuted</c> or <c>open</c>.</summary>
    public static string WordOf(ErrorVerdict verdict) => verdict switch
    {
        ErrorVerdict.Proven => "proven",
        ErrorVerdict.Refuted => "refuted",
        _ => "open",
    };
}

/// <summary>The same for one column of labels.</summary>
public sealed record CertifiedColumnDocument(
    string Column,
    string Verdict,
    double LowerBound,
    double UpperBound,
    double UpperBoundCorrected,
    int Audits,
    int AuditErrors,
    long WrongRows,
    long UnknownLabelRows,
    ConfusionDocument[] Confusions)
{
    /// <summary>The verdict on the whole list's budget alone; <see cref="Verdict"/> is about those by label, too.</summary>
    public string ListVerdict { get; init; } = Verdict;

    /// <summary>What is proven about each label, as it was given. All of them together hold at the confidence.</summary>
    public LabelCertificateDocument[] Labels { get; init; } = [];

    public static CertifiedColumnDocument Of(CertifiedColumn column) => new(
        column.Column,
        CertifiedDocument.WordOf(column.Verdict),
        column.LowerBound,
        column.UpperBound,
        column.UpperBoundCorrected,
        column.Audits,
        column.AuditErrors,
        column.WrongRows,
        column.UnknownLabelRows,
        [.. column.Confusions.Select(confusion => new ConfusionDocument(
            confusion.Given, confusion.Answer, confusion.Texts, confusion.Rows, confusion.FirstRow))])
    {
        ListVerdict = CertifiedDocument.WordOf(column.ListVerdict ?? column.Verdict),
        Labels = [.. column.Labels.Select(LabelCertificateDocument.Of)],
    };
}

/// <summary>A label given in place of another; null for one that the question does not have.</summary>
public sealed record ConfusionDocument(string? Given, string Answer, int Texts, long Rows, long FirstRow);

/// <summary>Rows of one text with a wrong label.</summary>
public sealed record MistakeDocument(string Column, long FirstRow, long Rows, string Text, string? Given, string Answer);
