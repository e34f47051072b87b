using System.Collections.Immutable;
using LeadScout.Application.Reports;
using LeadScout.Jobs;
using LeadScout.Server.Jobs;
using LeadScout.Sqlite.Service;

namespace LeadScout.Server.Api;

/// <summary>A job as it stands. <c>job</c> to <c>report</c> are the words of <c>leadscout jobs show --format json</c>.</summary>
public sealed record JobStatus(
    string Job,
    string State,
    string Input,
    string Output,
    string Question,
    string Teacher,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    ReportDocument Report,
    string Work,
    string? List,
    ProgressDocument? Progress,
    string? StoppedBecause)
{
    /// <summary>How its learning went; left out of lists.</summary>
    public ImmutableArray<CurvePoint>? Curve { get; init; }

    internal static JobStatus Of(JobView view, bool withCurve = true)
    {
        var job = JobDocument.Of(view.Job);
        return new JobStatus(
            job.Job,
            job.State,
            job.Input,
            job.Output,
            job.Question,
            job.Teacher,
            job.CreatedAt,
            job.UpdatedAt,
            job.Report,
            WordOf(view.Work),
            view.List,
            view.Progress is { } progress ? ProgressDocument.Of(progress) : null,
            view.Problem)
        {
            Curve = withCurve ? view.Curve : null,
        };
    }

    private static string WordOf(JobWork work) => work switch
    {
        JobWork.Waiting => "waiting",
        JobWork.Working => "working",
        JobWork.Pausing => "pausing",
        _ => "idle",
    };
}

/// <summary>Where a job at work stands.</summary>
public sealed record ProgressDocument(
    string Phase,
    long Rows,
    int DistinctTexts,
    int KnownTexts,
    long DecidedRows,
    long ReusedRows,
    int AskedTexts,
    int Calls,
    int FailedCalls,
    int GivenUpTexts,
    decimal? SpentUsd,
    decimal ReservedUsd,
    decimal? UnspentUsd,
    decimal? RowByRowCostUsd,
    ForecastDocument? Left,
    double Seconds,
    double? RemainingSeconds)
{
    internal static ProgressDocument Of(JobProgress progress) => new(
        progress.Phase switch
        {
            JobPhase.Intake => "intake",
            JobPhase.Learning => "learning",
            JobPhase.Certifying => "certifying",
            JobPhase.Repairing => "repairing",
            JobPhase.SelfCheck => "self-check",
            _ => "writing",
        },
        progress.Rows,
        progress.DistinctTexts,
        progress.KnownTexts,
        progress.DecidedRows,
        progress.ReusedRows,
        progress.AskedTexts,
        progress.Calls,
        progress.FailedCalls,
        progress.GivenUpTexts,
        progress.Spent?.Dollars,
        progress.Reserved.Dollars,
        progress.Unspent?.Dollars,
        progress.RowByRowCost?.Dollars,
        progress.Left is { } left ? ForecastDocument.Of(left) : null,
        Math.Round(progress.Elapsed.TotalSeconds, 1),
        progress.Remaining is { } remaining ? Math.Round(remaining.TotalSeconds, 1) : null);
}
