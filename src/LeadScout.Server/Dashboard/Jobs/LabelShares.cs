using LeadScout.Server.Jobs;

namespace LeadScout.Server.Dashboard.Jobs;

/// <summary>How a finished job's labels are spread, by its report alone: the file is not read.</summary>
internal static class LabelShares
{
    /// <summary>Rows by label of the first question, the commonest first; empty where the report does not say.</summary>
    public static IReadOnlyList<(string Label, long Rows)> Of(JobView view) =>
        (view.Job.Report is { Questions: [var first, ..] } ? first.Report : view.Job.Report)?.Certificate.Labels is { IsEmpty: false } labels
            ? [.. labels.Where(label => label.Rows > 0).OrderByDescending(label => label.Rows).Select(label => (label.Label, label.Rows))]
            : [];
}
