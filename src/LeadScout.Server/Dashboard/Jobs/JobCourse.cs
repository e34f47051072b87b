using System.Collections.Immutable;
using LeadScout.ActiveLearning;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Server.Dashboard.Charts;
using LeadScout.Server.Jobs;
using LeadScout.Stores;
using LeadScout.Teaching;
using LeadScout.Texts;

namespace LeadScout.Server.Dashboard.Jobs;

/// <summary>The lines of a job's charts.</summary>
internal static class JobCourse
{
    /// <summary>The points so far, with where a finished job ended: what the student decides, it decides at the end.</summary>
    public static ImmutableArray<CurvePoint> PointsOf(JobView view) => view is { Work: JobWork.Idle, Job.Report: { } report }
        ? [.. view.Curve.Where(point => point.Decided < DecidedOf(report)), new CurvePoint(DecidedOf(report), report.AskedTexts, report.Cost?.Dollars, report.RowByRowCost?.Dollars, DecidableOf(view))]
        : view.Curve;

    // A job that stopped on its way has not decided what its student could.
    private static long? DecidableOf(JobView view) => view.Job.State == JobState.Done ? null : view.Curve.LastOrDefault().Decidable;

    /// <summary>
    /// The learning curve: what share of the rows is decided, or could be by what the student has learned, after so many asked texts. It rises;
    /// the line below is what was asked or known. Empty before the first answers.
    /// </summary>
    public static IReadOnlyList<Series> Decidable(IReadOnlyList<CurvePoint> points, long rows, JobView view)
    {
        if (points.Count == 0 || rows == 0)
        {
            return [];
        }

        // At the end of a job the student has decided: the line below stays where its last answer left it.
        CurvePoint[] course = view.Work == JobWork.Idle && points.Count > 1 ? [.. points.Take(points.Count - 1)] : [.. points];
        return
        [
            new Series("Decided, or the student could", "student", [.. points.Select(point => new Point(point.Asked, Share(point.Decided + (point.Decidable ?? 0))))]),
            new Series("Asked, or known before", "teacher", [.. course.Select(point => new Point(point.Asked, Share(point.Decided)))]),
        ];

        double Share(long some) => Math.Clamp(100.0 * some / rows, 0, 100);
    }

    /// <summary>The money lines; none where the price is unknown or all is free.</summary>
    public static IReadOnlyList<Series> Money(IReadOnlyList<CurvePoint> points)
    {
        var priced = points.Where(point => point is { SpentUsd: not null, RowByRowUsd: not null })
            .Prepend(new CurvePoint(0, 0, 0, 0))
            .ToArray();
        return priced[^1].RowByRowUsd is null or 0
            ? []
            :
            [
                new Series("This job", "student", [.. priced.Select(point => new Point(point.Decided, (double)point.SpentUsd!))]),
                new Series(
                    "A call for every row",
                    "quiet",
                    [.. priced.Select(point => new Point(point.Decided, (double)point.RowByRowUsd!))]) { IsDashed = true },
            ];
    }

    /// <summary>Rows by who decided them: by the report, or while it is at work by its progress.</summary>
    public static IReadOnlyList<Part> RowsBySource(JobView view) => view switch
    {
        { Work: JobWork.Idle, Job.Report: { } report } => RowsBySource(report),
        { Progress: { Phase: not JobPhase.Intake } progress } =>
        [
            new Part("Asked in this job", "teacher", Math.Max(0, Math.Min(progress.AskedTexts, progress.DecidedRows))),
            new Part("Decided without a call of their own", "exact", progress.ReusedRows),
            new Part(
                "Still open: the student decides what it need not ask at the end",
                "undecided",
                Math.Max(0, progress.Rows - progress.DecidedRows)),
        ],
        _ => [],
    };

    /// <summary>Rows by who decided them.</summary>
    public static IReadOnlyList<Part> RowsBySource(JobReport report) =>
    [
        .. report.RowsBySource.Select(source => new Part(JobWording.Source(source.Key), source.Key.Word(), source.Value)),
        .. report.UndecidedRows.Select(reason => new Part($"Undecided: {JobWording.Reason(reason.Key)}", "undecided", reason.Value)),
        .. report.KeptRows > 0 ? [new Part("Kept the list's label", "undecided", report.KeptRows)] : Array.Empty<Part>(),
    ];

    /// <summary>Rows decided, blank ones included; with several questions, the mean over them.</summary>
    public static long DecidedOf(JobReport report) =>
        (
            report.RowsBySource.Values.Sum() + report.KeptRows + report.UndecidedRows.GetValueOrDefault(UndecidedReason.Blank)) / Math.Max(1,
            report.Questions.Length);
}
