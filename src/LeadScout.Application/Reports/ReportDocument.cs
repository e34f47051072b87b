using System.Text.Json.Serialization;
using LeadScout.ActiveLearning;
using LeadScout.Application.Jobs;
using LeadScout.Classifiers;
using LeadScout.Forecasts;
using LeadScout.Jobs;
using LeadScout.Jobs.Reporting;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.Teaching.Spending;
using LeadScout.Texts;

namespace LeadScout.Application.Reports;

/// <summary>The one JSON document on standard output. Its names are a contract: fields may be added at the end, never renamed.</summary>
public sealed record ReportDocument : FiguresDocument
{
    private ReportDocument(JobReport? report)
        : base(report)
    {
        if (report is null)
        {
            return;
        }

        (Rows, Seconds, CachedInputTokens) = (report.Rows, Math.Round(report.Elapsed.TotalSeconds, 3), report.Usage.CachedInputTokens);
        (LostCalls, FailedCalls, UncountedCalls) = (report.LostCalls, report.FailedCalls, report.UncountedCalls);
        Models = report.Models.IsEmpty ? null : [.. report.Models.Select(model => new ModelDocument(model.Teacher, model.Model, model.Calls, model.First))];
        PromptHash = report.PromptHash;
        Canaries = report.Canaries is { } canaries ? new CanaryDocument(canaries.PerCall, canaries.CallsThrownAway) : null;
        KeptRows = report.KeptRows;
        Drift = report.DriftAlarms.IsEmpty ? null : [.. report.DriftAlarms.Select(DriftDocument.Of)];
        Teachers = report.Teachers.IsEmpty ? null : [.. report.Teachers.Select(TeacherDocument.Of)];
        Embeddings = report.Embeddings is { } embeddings ? EmbeddingBillDocument.Of(embeddings) : null;
        Questions = report.Questions.IsEmpty ? null : [.. report.Questions.Select(QuestionDocument.Of)];
    }

    [JsonPropertyOrder(-1)]
    public string? Job { get; init; }

    [JsonPropertyOrder(-1)]
    public required string State { get; init; }

    [JsonPropertyOrder(-1)]
    public string? Output { get; init; }

    [JsonPropertyOrder(-1)]
    public long? Rows { get; }

    [JsonPropertyOrder(1)]
    public double? Seconds { get; }

    [JsonPropertyOrder(1)]
    public string? StoppedBecause { get; init; }

    [JsonPropertyOrder(3)]
    public int NewCalls { get; init; }

    [JsonPropertyOrder(3)]
    public int LostCalls { get; private init; }

    [JsonPropertyOrder(3)]
    public int FailedCalls { get; private init; }

    [JsonPropertyOrder(3)]
    public long CachedInputTokens { get; private init; }

    [JsonPropertyOrder(5)]
    public int UncountedCalls { get; private init; }

    [JsonPropertyOrder(7)]
    public ForecastDocument? Forecast { get; init; }

    [JsonPropertyOrder(7)]
    public ForecastDocument? Left { get; init; }

    /// <summary>Each LLM's part of the bill; left out when there is no second opinion.</summary>
    [JsonPropertyOrder(7)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TeacherDocument[]? Teachers { get; }

    /// <summary>The part of the bill that embedding the texts came to; left out where nothing was sent for it.</summary>
    [JsonPropertyOrder(8)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EmbeddingBillDocument? Embeddings { get; private init; }

    /// <summary>With several questions: each one's own figures, of which those above are sums; left out with one.</summary>
    [JsonPropertyOrder(7)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public QuestionDocument[]? Questions { get; }

    /// <summary>The models that answered, as the service called them; left out where it did not say.</summary>
    [JsonPropertyOrder(9)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ModelDocument[]? Models { get; }

    /// <summary>A hash of the prompt that went with every call; left out where there is none.</summary>
    [JsonPropertyOrder(9)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PromptHash { get; }

    /// <summary>Set by --canaries.</summary>
    [JsonPropertyOrder(9)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CanaryDocument? Canaries { get; }

    /// <summary>The questions whose audits find more errors than those of earlier jobs; left out where there is no such alarm.</summary>
    [JsonPropertyOrder(9)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DriftDocument[]? Drift { get; }

    /// <summary>Rows that keep the label that the list had: not decided, and not covered by the certificate; left out where none do.</summary>
    [JsonPropertyOrder(9)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long KeptRows { get; }

    /// <summary>What the audits of the list's own labels came to; left out where none were put to the proof.</summary>
    [JsonPropertyOrder(9)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CertifiedDocument? Certified { get; init; }

    /// <summary>What can be done where old decisions were put to the proof; left out where none were.</summary>
    [JsonPropertyOrder(10)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RecheckDocument? Recheck { get; init; }

    /// <summary>A job as a run left it, with what was expected of the run, and what is left.</summary>
    /// <param name="outcome">How the run ended.</param>
    /// <param name="words">How what can be set or done is said.</param>
    public static ReportDocument Of(JobOutcome outcome, Func<Remedy, string> words) => Of(outcome.Job, outcome.StoppedBecause?.In(words), outcome.NewCalls) with
    {
        Forecast = outcome.Forecast is { } forecast ? ForecastDocument.Of(forecast) : null,
        Left = outcome.Left is { } left ? ForecastDocument.Of(left) : null,
        Certified = outcome.Job.Report?.Certified is { } certified ? CertifiedDocument.Of(certified, outcome.Mistakes) : null,
    };

    /// <summary>A job as it stands.</summary>
    public static ReportDocument Of(Job job, string? stoppedBecause, int newCalls) => new(job.Report)
    {
        Job = job.Id.Value,
        State = job.State.Word(),
        Output = job.Report is not null && ResultFile.IsWritten(job.State) && job.OutputName.Length > 0 ? job.OutputName : null,
        StoppedBecause = stoppedBecause,
        NewCalls = newCalls,
        Certified = job.Report?.Certified is { } certified ? CertifiedDocument.Of(certified, []) : null,
    };

    /// <summary>The same with what has been asked and paid by the ledger alone: of a job that has come to no report yet.</summary>
    public ReportDocument With(SpendingStatement bill) => this with
    {
        AskedTexts = bill.AskedTexts,
        Calls = bill.Calls,
        InputTokens = bill.Usage.InputTokens,
        OutputTokens = bill.Usage.OutputTokens,
        CachedInputTokens = bill.Usage.CachedInputTokens,
        CostUsd = bill.Spent?.Dollars,
        PossiblyBilledUsd = bill.PossiblyBilled?.Dollars,
        PossiblyBilledCalls = bill.PossiblyBilledCalls,
        NotBilledCalls = bill.NotBilledCalls,
        LostCalls = bill.LostCalls,
        FailedCalls = bill.FailedCalls,
        UncountedCalls = bill.UncountedCalls,
        ReleasedUsd = bill.Released.Dollars,
        Embeddings = bill.Embeddings is { } embeddings ? EmbeddingBillDocument.Of(embeddings) : null,
    };

    /// <summary>A command that came to nothing: no job, and why.</summary>
    public static ReportDocument Refused(string state, string because) => new((JobReport?)null) { State = state, StoppedBecause = because };
}

/// <summary>An alarm: the job's audits find more errors than those of earlier jobs.</summary>
/// <param name="Question">The question.</param>
/// <param name="Audits">Audits of the job.</param>
/// <param name="AuditErrors">Those that were wrong.</param>
/// <param name="Evidence">N: without drift a record comes to that with a probability of at most 1 in N.</param>
public sealed record DriftDocument(string Question, int Audits, int AuditErrors, double Evidence)
{
    public static DriftDocument Of(DriftAlarm alarm) => new(alarm.Question, alarm.Audits, alarm.AuditErrors, Math.Round(alarm.Evidence, 3));
}

/// <summary>A model that answered, as the service called it.</summary>
public sealed record ModelDocument(string Teacher, string Model, int Calls, DateTimeOffset First);

/// <summary>Rows with a label, by who decided.</summary>
public sealed record RowsBySourceDocument
{
    public long Person { get; init; }

    public long Exact { get; init; }

    public long Rule { get; init; }

    public long Student { get; init; }

    public long Teacher { get; init; }

    public static RowsBySourceDocument Of(JobReport report) => new()
    {
        Person = report.RowsBySource.GetValueOrDefault(DecisionSource.Person),
        Exact = report.RowsBySource.GetValueOrDefault(DecisionSource.Exact),
        Rule = report.RowsBySource.GetValueOrDefault(DecisionSource.Rule),
        Student = report.RowsBySource.GetValueOrDefault(DecisionSource.Student),
        Teacher = report.RowsBySource.GetValueOrDefault(DecisionSource.Teacher),
    };
}

/// <summary>
/// Rows drawn by lot and asked alone, those with another label than in the result, and the share of all such rows that this can be at most, with
/// that confidence; and the same of the rows whose label is the LLM's answer: how far answers depend on the texts that share a call.
/// </summary>
public sealed record AloneCheckDocument(
    int Rows, int Different, double AtMost, int Answers, int DifferentAnswers, double AnswersAtMost, double Confidence)
{
    public static AloneCheckDocument Of(AnsweredAlone alone) => new(
        alone.Rows, alone.Different, Math.Round(alone.AtMost, 6), alone.Answers, alone.DifferentAnswers, Math.Round(alone.AnswersAtMost, 6), alone.Confidence);
}

/// <summary>
/// The texts of known answers in each call, and the calls whose reply was thrown away because one of these got another answer: billed, and
/// their texts asked alone.
/// </summary>
public sealed record CanaryDocument(int PerCall, int CallsThrownAway);

/// <summary>
/// How often the LLM contradicted itself: rows asked twice, those answered differently, and between which shares that lies with 95 %
/// confidence.
/// </summary>
public sealed record SelfCheckDocument(int Pairs, int Different, double AtLeast, double AtMost)
{
    public static SelfCheckDocument Of(SelfConsistency consistency) =>
        new(consistency.Pairs, consistency.Different, Math.Round(consistency.Noise.Lower, 6), Math.Round(consistency.Noise.Upper, 6));
}
