using System.Text.Json.Serialization;
using LeadScout.Application.Jobs;
using LeadScout.Cascades;
using LeadScout.Jobs;
using LeadScout.Learning;

namespace LeadScout.Application.Reports;

/// <summary>The one JSON document on standard output. Its names are a contract: fields may be added at the end, never renamed.</summary>
public sealed record ReportDocument
{
    public string? Job { get; init; }

    public required string State { get; init; }

    public string? Output { get; init; }

    public long Rows { get; init; }

    public int DistinctTexts { get; init; }

    public long UndecidedRows { get; init; }

    public required RowsBySourceDocument RowsBySource { get; init; }

    public int AskedTexts { get; init; }

    public int Calls { get; init; }

    public long InputTokens { get; init; }

    public long OutputTokens { get; init; }

    public decimal? CostUsd { get; init; }

    public decimal? RowByRowCostUsd { get; init; }

    public CertificateDocument? Certificate { get; init; }

    public double PatternsPerCall { get; init; }

    public double Seconds { get; init; }

    public string? StoppedBecause { get; init; }

    public int? AskedTextsIfDeferred { get; init; }

    public int NewCalls { get; init; }

    public int LostCalls { get; init; }

    public int FailedCalls { get; init; }

    public long CachedInputTokens { get; init; }

    public SortedDictionary<string, long> UndecidedRowsByReason { get; init; } = [];

    public int UncountedCalls { get; init; }
    /// <summary>Set by --self-check.</summary>
    public SelfCheckDocument? SelfCheck { get; init; }

    public ForecastDocument? Forecast { get; init; }

    public ForecastDocument? Left { get; init; }

    /// <summary>A job as a run left it, with what was expected of the run, and what is left.</summary>
    public static ReportDocument Of(JobOutcome outcome) => Of(outcome.Job, outcome.StoppedBecause, outcome.NewCalls) with
    {
        Forecast = outcome.Forecast is { } forecast ? ForecastDocument.Of(forecast) : null,
        Left = outcome.Left is { } left ? ForecastDocument.Of(left) : null,
    };

    /// <summary>Each teacher's part of the bill; left out when there is no second opinion.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TeacherDocument[]? Teachers { get; init; }

    /// <summary>With several questions: each one's own figures, of which those above are sums; left out with one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public QuestionDocument[]? Questions { get; init; }

    /// <summary>A job as it stands.</summary>
    public static ReportDocument Of(Job job, string? stoppedBecause, int newCalls)
    {
        var document = new ReportDocument
        {
            Job = job.Id.Value,
            State = job.State.Word(),
            RowsBySource = new RowsBySourceDocument(),
            StoppedBecause = stoppedBecause,
            NewCalls = newCalls,
        };
        return job.Report is not { } report ? document : document with
        {
            Output = ResultFile.IsWritten(job.State) ? job.OutputName : null,
            Rows = report.Rows,
            DistinctTexts = report.DistinctTexts,
            UndecidedRows = report.UndecidedRows.Values.Sum(),
            RowsBySource = RowsBySourceDocument.Of(report),
            AskedTexts = report.AskedTexts,
            Calls = report.Calls,
            InputTokens = report.Usage.InputTokens,
            OutputTokens = report.Usage.OutputTokens,
            CostUsd = report.Cost?.Dollars,
            RowByRowCostUsd = report.RowByRowCost?.Dollars,
            Certificate = CertificateDocument.Of(report.Certificate),
            PatternsPerCall = report.PatternsPerCall,
            Seconds = Math.Round(report.Elapsed.TotalSeconds, 3),
            AskedTextsIfDeferred = report.AskedTextsIfDeferred,
            LostCalls = report.LostCalls,
            FailedCalls = report.FailedCalls,
            UncountedCalls = report.UncountedCalls,
            SelfCheck = report.SelfConsistency is { } consistency ? SelfCheckDocument.Of(consistency) : null,
            CachedInputTokens = report.Usage.CachedInputTokens,
            UndecidedRowsByReason = new(report.UndecidedRows.ToDictionary(pair => pair.Key.Word(), pair => pair.Value), StringComparer.Ordinal),
            Teachers = report.Teachers.IsEmpty ? null : [.. report.Teachers.Select(TeacherDocument.Of)],
            Questions = report.Questions.IsEmpty ? null : [.. report.Questions.Select(QuestionDocument.Of)],
        };
    }

    /// <summary>A command that came to nothing: no job, and why.</summary>
    public static ReportDocument Refused(string state, string because) =>
        new() { State = state, RowsBySource = new RowsBySourceDocument(), StoppedBecause = because };
}

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

/// <summary>How often the teacher contradicted itself: rows asked twice, those answered differently, and between which shares that lies with 95 % confidence.</summary>
public sealed record SelfCheckDocument(int Pairs, int Different, double AtLeast, double AtMost)
{
    public static SelfCheckDocument Of(SelfConsistency consistency) =>
        new(consistency.Pairs, consistency.Different, Math.Round(consistency.Noise.Lower, 6), Math.Round(consistency.Noise.Upper, 6));
}

/// <summary>What the audits prove.</summary>
public sealed record CertificateDocument(double MaxError, double Confidence, double UpperBound, int Audits, int AuditErrors, bool Holds)
{
    public static CertificateDocument Of(Certificate certificate) => new(
        certificate.Budget.MaxError, certificate.Budget.Confidence, certificate.UpperBound, certificate.Audits, certificate.AuditErrors, certificate.Holds);
}
