using System.Collections.Immutable;
using LeadScout.Statistics;

namespace LeadScout.Jobs;

/// <summary>What the audits of a list's own labels came to.</summary>
public sealed record CertifiedList
{
    /// <summary>What was to be proven or refuted.</summary>
    public required ErrorBudget Budget { get; init; }

    /// <summary>The rows that it speaks of: those with a text and with labels that count.</summary>
    public required long Rows { get; init; }

    /// <summary>Rows left out: without a text, or as told with labels that the question does not have.</summary>
    public required long LeftOutRows { get; init; }

    /// <summary>Those of <see cref="Rows"/> whose right label was known before, which are counted, not drawn.</summary>
    public required long KnownRows { get; init; }

    /// <summary>Texts drawn by lot and judged; all columns share them.</summary>
    public required int Audits { get; init; }

    /// <summary>By column, in the order given.</summary>
    public required ImmutableArray<CertifiedColumn> Columns { get; init; }

    /// <summary>Refuted if one column is, proven if all are, else open.</summary>
    public ErrorVerdict Verdict =>
        Columns.Any(column => column.Verdict == ErrorVerdict.Refuted) ? ErrorVerdict.Refuted
        : Columns.All(column => column.Verdict == ErrorVerdict.Proven) ? ErrorVerdict.Proven
        : ErrorVerdict.Open;
}

/// <summary>What they came to for one column of labels. Shares are of <see cref="CertifiedList.Rows"/>.</summary>
public sealed record CertifiedColumn
{
    /// <summary>Its name.</summary>
    public required string Column { get; init; }

    /// <summary>Whether the budget, and every budget by label, is proven to hold, or one of them is proven not to.</summary>
    public required ErrorVerdict Verdict { get; init; }

    /// <summary>The same of the whole list's budget alone; null in reports of earlier versions, which had no others.</summary>
    public ErrorVerdict? ListVerdict { get; init; }

    /// <summary>With the budget's confidence at least this share of the rows is wrong.</summary>
    public required double LowerBound { get; init; }

    /// <summary>With the budget's confidence at most this share of the rows is wrong, in the list as it is.</summary>
    public required double UpperBound { get; init; }

    /// <summary>The same once the errors that were found are corrected.</summary>
    public required double UpperBoundCorrected { get; init; }

    /// <summary>Texts that were drawn by lot and judged.</summary>
    public required int Audits { get; init; }

    /// <summary>Those of them whose drawn row had the wrong label.</summary>
    public required int AuditErrors { get; init; }

    /// <summary>Rows found to be wrong, by whatever way.</summary>
    public required long WrongRows { get; init; }

    /// <summary>Rows whose label the question does not have, counted as wrong.</summary>
    public required long UnknownLabelRows { get; init; }

    /// <summary>What was mistaken for what, the most rows first.</summary>
    public required ImmutableArray<LabelConfusion> Confusions { get; init; }

    /// <summary>
    /// What is proven about each label, as it was given, in the question's order: all of them together hold at the budget's confidence, by an
    /// error probability of their own beside the column's. Empty in reports of earlier versions.
    /// </summary>
    public ImmutableArray<LabelCertificate> Labels { get => field.IsDefault ? [] : field; init; }
}

/// <summary>A label given in place of another.</summary>
/// <param name="Given">As in the list, by the question's name for it; null for one that the question does not have.</param>
/// <param name="Answer">The right one.</param>
/// <param name="Texts">Texts found with it.</param>
/// <param name="Rows">Their rows.</param>
/// <param name="FirstRow">The first of these rows, from 1, the header not counted.</param>
public sealed record LabelConfusion(string? Given, string Answer, int Texts, long Rows, long FirstRow);
