using System.Collections.Immutable;
using LeadScout.Jobs;
using LeadScout.Statistics;

namespace LeadScout.Application.Rechecks;

/// <summary>Which of a list's labels would come out otherwise by what audits found: a hint what to decide anew, proven by nothing.</summary>
public static class MovedLabels
{
    /// <summary>The labels whose audits found a larger share otherwise than the budget allows, the most rows first.</summary>
    public static ImmutableArray<string> Of(CertifiedColumn column, ErrorBudget budget) =>
    [
        .. column.Labels
            .Where(label => label.AuditErrors > budget.MaxError * label.Audits)
            .OrderByDescending(label => label.Rows)
            .Select(label => label.Label),
    ];

    /// <summary>Rows of the labels that did not move.</summary>
    public static long RowsKept(CertifiedColumn column, ImmutableArray<string> moved) => Kept(column, moved).Sum(label => label.Rows);

    /// <summary>How many of these would come out otherwise at most: with the confidence at which all labels' lines hold together.</summary>
    public static long MostChangesKept(CertifiedColumn column, ImmutableArray<string> moved) =>
        Kept(column, moved).Sum(label => Math.Min(label.Rows, label.WrongRowsAtMost));

    private static IEnumerable<LabelCertificate> Kept(CertifiedColumn column, ImmutableArray<string> moved) =>
        column.Labels.Where(label => !moved.Contains(label.Label));
}
