using LeadScout.Application.Reports;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Server.Jobs;

namespace LeadScout.Server.Dashboard.Jobs;

/// <summary>A job's state, sources and reasons as people say them.</summary>
internal static class JobWording
{
    /// <summary>The state, and the tone it is shown in.</summary>
    public static (string Text, string Tone) State(JobView view) => view switch
    {
        { Work: JobWork.Waiting } => ("waiting for its turn", "running"),
        { Work: JobWork.Pausing } => ("pausing", "warn"),
        { Work: JobWork.Working, Progress.Waiting: not null } => ("waiting for the LLM", "warn"),
        { Work: JobWork.Working } => ("at work", "running"),
        { Job.State: JobState.Done } => ("done", "done"),
        { Job: { State: JobState.Interrupted, Report.Probed: true } } => ("tried", ""),
        { Job.State: JobState.OutOfMoney } => ("spending limit reached", "warn"),
        { Job.State: JobState.TeacherUnavailable } => ("LLM away", "bad"),
        { Job.State: JobState.Reopened } => ("reopened", "warn"),
        { Problem: not null } => ("stopped", "bad"),
        _ => ("paused", "warn"),
    };

    /// <summary>The job in one sentence.</summary>
    public static string Headline(JobView view) => view switch
    {
        { Work: JobWork.Idle } => HeadlineText.Of(view.Job),
        { Progress: { } progress } => HeadlineText.Of(progress),
        _ => "Nothing is decided yet.",
    };

    /// <summary>What is left of a job at work, and for how long.</summary>
    public static string Left(JobView view) => view switch
    {
        { Work: JobWork.Waiting } => "It waits until another job of this question and LLM is done.",
        { Progress: { Waiting: null, Remaining: { } time, Left: { } left } } => $"About {time.Text()} left{Range(time, left.Calls)}.",
        { Progress: { } progress } => $"{Phase(progress.Phase)}.",
        _ => "Starting.",
    };

    /// <summary>The bounds of the time that is left, as in <c> (40 s – 2:10 min)</c>; "" where they say nothing.</summary>
    private static string Range(TimeSpan time, Forecasts.Interval<long> calls) => calls.IsExact || calls.Expected == 0
        ? ""
        : $" ({(time * ((double)calls.Least / calls.Expected)).Text()} – {(time * ((double)calls.Most / calls.Expected)).Text()})";

    /// <summary>What it is doing.</summary>
    public static string Phase(JobPhase phase) => phase switch
    {
        JobPhase.Intake => "Reading the list",
        JobPhase.Learning => "Asking and learning",
        JobPhase.Certifying => "Auditing the student",
        JobPhase.Embedding => "Embedding the texts",
        JobPhase.Repairing => "Asking again what leaned on retired patterns",
        JobPhase.SelfCheck => "Asking some texts a second time",
        JobPhase.Writing => "Writing the result",
        _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, null),
    };

    /// <summary>Who decided.</summary>
    public static string Source(DecisionSource source) => source switch
    {
        DecisionSource.Person => "A person",
        DecisionSource.Exact => "Known answer",
        DecisionSource.Rule => "Rule",
        DecisionSource.Student => "Student",
        DecisionSource.Teacher => "LLM, asked in this job",
        _ => "Undecided",
    };

    /// <summary>Why nobody decided.</summary>
    public static string Reason(UndecidedReason reason) => reason switch
    {
        UndecidedReason.Blank => "blank",
        UndecidedReason.Failed => "the LLM gave no label",
        UndecidedReason.OutOfMoney => "the spending limit was reached",
        UndecidedReason.TooLong => "too long",
        UndecidedReason.Kept => "keeps the list's label",
        UndecidedReason.CellError => "a spreadsheet's error, such as #N/A",
        UndecidedReason.NotComputed => "a formula without a stored result",
        _ => "not asked yet",
    };

    /// <summary>Source and reason as the result file has them.</summary>
    public static string InFile(string source) => source.Split(':') switch
    {
        ["undecided", "blank"] => "blank",
        ["undecided", "not-asked"] => "not asked yet",
        ["undecided", "failed"] => "no label given",
        ["undecided", "out-of-money"] => "spending limit reached",
        ["undecided", "too-long"] => "too long",
        ["student", "uncertified"] => "student's guess",
        ["exact"] => "known answer",
        ["teacher"] => "LLM",
        [var word, ..] => word,
        [] => "",
    };
}
