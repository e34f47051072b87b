using System.Globalization;
using LeadScout.Application.Certificates;
using LeadScout.Jobs;

namespace LeadScout.Application.Reports;

/// <summary>The record of a question; <c>drift</c>: an alarm was raised by the newest job.</summary>
public sealed record HistoryDocument(
    string Question, string Version, bool Drift, double AlarmAt, string? LastAlarm, IReadOnlyList<AuditedJobDocument> Jobs)
{
    public static HistoryDocument Of(QuestionHistory history) => new(
        history.Question,
        history.Version.ToString(),
        history.HasDrift,
        Math.Round(QuestionHistory.AlarmAt, 6),
        history.LastAlarm?.Job.Id.Value,
        [.. history.Jobs.Select(AuditedJobDocument.Of)]);
}

/// <summary>A job in the record; <c>evidence</c> N: without drift a record comes to N with probability at most 1 / N.</summary>
public sealed record AuditedJobDocument(
    string Month,
    string Job,
    string State,
    string Input,
    string Teacher,
    double MaxError,
    long? Rows,
    int? AskedTexts,
    int Audits,
    int AuditErrors,
    bool Compared,
    double Evidence,
    bool Alarm)
{
    public static AuditedJobDocument Of(AuditedJob audited) => new(
        audited.At.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        audited.Job.Id.Value,
        audited.Job.State.Word(),
        audited.Job.InputName,
        audited.Job.Teacher,
        audited.Job.Settings.Budget.MaxError,
        audited.Report?.Rows,
        audited.Report?.AskedTexts,
        audited.Audits,
        audited.Errors,
        audited.IsCompared,
        audited.Evidence,
        audited.IsAlarm);
}
