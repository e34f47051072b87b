using System.Collections.Immutable;
using System.Text.Json.Serialization;
using LeadScout.Application.Jobs;
using LeadScout.Application.Reports;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Server.Jobs;
using LeadScout.Server.Wording;
using LeadScout.Stores;
using LeadScout.Teaching.Limits;

namespace LeadScout.Server.Api;

/// <summary>A job as it stands: that of <c>leadscout jobs show --format json</c>, and what the server does with it.</summary>
internal sealed record JobStatus : JobDocument
{
    private JobStatus(JobView view, bool withCurve)
        : base(DocumentOf(view))
    {
        (Input, Output) = (Named(Input), Named(Output)); // those of a command line's job may be whole paths of this machine
        Report = Report with { Output = Report.Output is { } written ? Named(written) : null };
        (Status, Work) = (view.Standing().Word(), WordOf(view.Work));
        (List, By, StoppedBecause) = (view.List, view.By, view.Problem?.In(FieldWords.Of));
        Progress = view.Progress is { } progress ? ProgressDocument.Of(progress) : null;
        Headline = view is { Work: not JobWork.Idle, Progress: { } now } ? HeadlineDocument.Of(now) : Headline;
        Rechecks = view.Job.Invocation.GetValueOrDefault(JobInvocation.RechecksKey);
        Curve = withCurve ? view.Curve : null;
    }

    /// <summary>How it stands, in one word: state and work together. What leads where is in the description of the API.</summary>
    [JsonPropertyOrder(1)]
    public string Status { get; }

    /// <summary>What the server does with it at this moment: <c>idle</c>, <c>waiting</c>, <c>working</c>, <c>pausing</c>.</summary>
    [JsonPropertyOrder(1)]
    public string Work { get; }

    /// <summary>The id of its list, if the server has it.</summary>
    [JsonPropertyOrder(1)]
    public string? List { get; }

    /// <summary>Who started it: a person, or a key by its name; null where this server was not given the job.</summary>
    [JsonPropertyOrder(1)]
    public string? By { get; }

    /// <summary>The job whose decisions it puts to the proof; left out where it does not. Its offers: <c>/jobs/{id}/offers</c>.</summary>
    [JsonPropertyOrder(1)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Rechecks { get; }

    /// <summary>Where it stands while it is at work.</summary>
    [JsonPropertyOrder(1)]
    public ProgressDocument? Progress { get; }

    /// <summary>Why it last stopped; null when it did not.</summary>
    [JsonPropertyOrder(1)]
    public string? StoppedBecause { get; }

    /// <summary>How its learning went; left out of lists.</summary>
    [JsonPropertyOrder(1)]
    public ImmutableArray<CurvePoint>? Curve { get; }

    internal static JobStatus Of(JobView view, bool withCurve = true) => new(view, withCurve);

    private static JobDocument DocumentOf(JobView view) => view.Bill is { } bill ? Of(view.Job).BilledBy(bill) : Of(view.Job);

    private static string Named(string file) => Path.IsPathRooted(file) ? Path.GetFileName(file) : file;

    private static string WordOf(JobWork work) => work switch
    {
        JobWork.Waiting => "waiting",
        JobWork.Working => "working",
        JobWork.Pausing => "pausing",
        _ => "idle",
    };
}

/// <summary>Where a job at work stands.</summary>
internal sealed record ProgressDocument(
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
    decimal? PossiblyBilledUsd,
    decimal? ReservedUsd,
    decimal? UnspentUsd,
    decimal? RowByRowCostUsd,
    ForecastDocument? Left,
    double Seconds,
    double? RemainingSeconds)
{
    /// <summary>Why the last text was given up, in words that hold no lead text; null while there is none.</summary>
    public string? LastGivenUp { get; init; }

    /// <summary>What the LLM is being waited for; null while it answers.</summary>
    public WaitDocument? Waiting { get; init; }

    /// <summary>What is saved so far, step by step.</summary>
    public required SavingsDocument Savings { get; init; }

    /// <summary>Rows beside the decided ones that the student could decide by now, within the error budget by its own doubts.</summary>
    public long DecidableRows { get; init; }

    internal static ProgressDocument Of(JobProgress progress) => new(
        progress.Phase switch
        {
            JobPhase.Intake => "intake",
            JobPhase.Learning => "learning",
            JobPhase.Certifying => "certifying",
            JobPhase.Repairing => "repairing",
            JobPhase.SelfCheck => "self-check",
            JobPhase.Embedding => "embedding",
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
        progress.Spent is null ? null : progress.PossiblyBilled.Dollars, // of an unknown price nothing can be held back
        progress.Spent is null ? null : progress.Reserved.Dollars,
        progress.Unspent?.Dollars,
        progress.RowByRowCost?.Dollars,
        progress.Left is { } left ? ForecastDocument.Of(left) : null,
        Math.Round(progress.Elapsed.TotalSeconds, 1),
        progress.Remaining is { } remaining ? Math.Round(remaining.TotalSeconds, 1) : null)
    {
        LastGivenUp = progress.LastGivenUp,
        Savings = SavingsDocument.Of(progress.Savings),
        DecidableRows = progress.DecidableRows,
        Waiting = progress.Waiting is { } wait ? WaitDocument.Of(wait) : null,
    };
}

/// <summary>What an LLM that gives no answer is being waited for.</summary>
/// <param name="Reason">Who it is and what it says, in words that hold no lead text.</param>
/// <param name="WaitedSeconds">For how long it has answered nobody.</param>
/// <param name="PatienceSeconds">For how long it will be waited for altogether: then the job is saved and stops.</param>
internal sealed record WaitDocument(string Reason, double WaitedSeconds, double PatienceSeconds)
{
    internal static WaitDocument Of(TeacherWait wait) =>
        new(wait.Reason, Math.Round(wait.Waited.TotalSeconds, 1), Math.Round(wait.Patience.TotalSeconds, 1));
}
