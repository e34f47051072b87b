using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Statistics;

namespace LeadScout.Application.Reports;

/// <summary>
/// A job in one sentence that a person would quote: what it saved, how many rows may be wrong, how long it took. It claims nothing for rows
/// that are not decided, and no bound before the job is done.
/// </summary>
public static class HeadlineText
{
    /// <summary>A job at work.</summary>
    public static string Of(JobProgress progress) => progress.Rows == 0 || progress.Savings.Rows == 0
        ? "Nothing is decided yet."
        : $"So far {(progress.DecidedRows - progress.UndecidedRows).Text()} of {progress.Rows.Of("row")} decided{SoFar(progress.Savings)}. {Decidable(progress)}Nothing is proven before the job is done.";

    /// <summary>A job that stands still.</summary>
    public static string Of(Job job) => job switch
    {
        { Report: null, State: JobState.Running } => "At work.", // how far, only the process knows that runs it
        { Report: null } => "Nothing is decided yet.",
        { State: JobState.Done, Report: { Certified: { } certified } report } => $"{Certified(certified)}; took {report.Elapsed.Text()}.",
        { State: JobState.Done, Report: { } report } => Sentence([SavingsText.Sentence(report.Savings, isDone: true) ?? Paid(report), Wrong(report), Missing(report), $"took {report.Elapsed.Text()}"]),
        { Report: { } report } when Labelled(report) == 0 => $"{Standing(job.State)}: nothing is decided yet.",
        { Report: { } report } =>
            $"{Standing(job.State)}: {Labelled(report).Text()} of {report.Rows.Of("row")} decided{SoFar(report.Savings)}. Nothing is proven before the job is done.",
    };

    /// <summary>How many rows may be wrong, as in <c>at most 133 of 7,000 rows wrong at 95 %</c>.</summary>
    public static string Wrong(JobReport report)
    {
        var (bound, budget) = (report.Certificate.UpperBound, report.Certificate.Budget);
        var rows = report.Questions.IsEmpty
            ? $"{((long)Math.Floor((bound * report.Rows) + 1e-6)).Text()} of {report.Rows.Of("row")}"
            : $"{Numbers.Percent(bound)} of the rows";
        var under = report.Questions.IsEmpty ? "" : $" under each of {report.Questions.Length.Of("question")}";
        return report switch
        {
            _ when !report.Certificate.Holds => $"not proven: up to {rows} may be wrong{under} at {Numbers.Stated(budget.Confidence)}",
            _ when report.RowsBySource.GetValueOrDefault(DecisionSource.Student) == 0 => "no row guessed",
            _ => $"at most {rows} wrong{under} at {Numbers.Stated(budget.Confidence)}",
        };
    }

    private static string Decidable(JobProgress progress) => progress is { Phase: JobPhase.Learning or JobPhase.Certifying, DecidableRows: > 0 and var rows }
        ? $"By what it has learned it could decide {rows.Text()} more. "
        : "";

    private static string SoFar(Savings? savings) => SavingsText.Sentence(savings, isDone: false) is { } saved ? $"; for these it {saved}" : "";

    private static string? Paid(JobReport report) => report.Cost is { } cost ? $"paid {cost}" : null;

    private static string? Missing(JobReport report) => report.UndecidedRows.Values.Sum() - report.UndecidedRows.GetValueOrDefault(UndecidedReason.Blank) is > 0 and var rows
        ? $"{rows.Of("row")} without a label"
        : null;

    private static string Certified(CertifiedList list)
    {
        var wrong = list.Columns.Max(column => column.UpperBound);
        return list.Verdict switch
        {
            ErrorVerdict.Proven => $"Proven: at most {Numbers.Percent(wrong)} of {list.Rows.Of("row")} have a wrong label at {Numbers.Stated(list.Budget.Confidence)}",
            ErrorVerdict.Refuted => $"Refuted: at least {Numbers.Percent(list.Columns.Max(column => column.LowerBound))} of {list.Rows.Of("row")} have a wrong label at {Numbers.Stated(list.Budget.Confidence)}",
            _ => $"Neither proven nor refuted: up to {Numbers.Percent(wrong)} of {list.Rows.Of("row")} may have a wrong label",
        };
    }

    private static string Standing(JobState state) => state switch
    {
        JobState.OutOfMoney => "Stopped at the spending limit",
        JobState.TeacherUnavailable => "Stopped, the LLM does not answer",
        JobState.Reopened => "Reopened",
        JobState.Running => "At work, and when it last stopped",
        _ => "Paused",
    };

    private static long Labelled(JobReport report) => report.RowsBySource.Values.Sum() / Math.Max(1, report.Questions.Length);

    private static string Sentence(IEnumerable<string?> parts)
    {
        var text = string.Join("; ", parts.OfType<string>());
        return $"{char.ToUpperInvariant(text[0])}{text[1..]}.";
    }
}
