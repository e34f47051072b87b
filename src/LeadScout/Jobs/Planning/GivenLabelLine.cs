using System.Collections.Immutable;
using LeadScout.Statistics;

namespace LeadScout.Jobs.Planning;

/// <summary>Puts together what is proven about one label of a list's column, as it was given.</summary>
internal static class GivenLabelLine
{
    private const double Rounding = 1e-9;

    /// <param name="name">The label.</param>
    /// <param name="label">Its index.</param>
    /// <param name="column">The column's labels.</param>
    /// <param name="limits">The budgets by label.</param>
    public static LabelCertificate Of(string name, int label, ListLabels column, ImmutableArray<LabelLimit> limits)
    {
        var bounds = column.Bounds(label);
        var goals = column.Evidence.Goals.Where(goal => goal.Limit.Label == label).ToArray();
        var (maxError, minRecall) = (LabelLimit.ShareOf(limits, label, false), LabelLimit.ShareOf(limits, label, true));
        var error = bounds.Rows == 0 ? 0 : Math.Min(1, (double)bounds.MostWrong / bounds.Rows);
        var recall = bounds.RecallAtLeast(bounds.Rows);
        return new LabelCertificate
        {
            Label = name,
            Rows = bounds.Rows,
            CertifiedRows = bounds.Rows,
            StudentRows = column.Evidence.Unjudged(label),
            WrongRowsAtMost = bounds.MostWrong,
            MissedRowsAtMost = bounds.MostMissed,
            ErrorAtMost = error,
            RecallAtLeast = recall,
            Audits = bounds.Audits,
            AuditErrors = bounds.AuditErrors,
            AsksToKnow = bounds.AsksToKnow,
            MaxError = maxError,
            MinRecall = minRecall,
            Holds = error <= (maxError ?? 1) && recall >= (minRecall ?? 0) - Rounding,
            IsRefuted = goals.Any(goal => goal.IsRefuted),
        };
    }
}
