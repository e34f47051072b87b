using LeadScout.Cli.Arguments;
using LeadScout.Forecasts;
using LeadScout.Jobs;
using LeadScout.Statistics;

namespace LeadScout.Cli.Reports;

/// <summary>What a job's state means to the command line.</summary>
internal static class JobEnding
{
    /// <summary>The process's exit code.</summary>
    public static int ExitCodeOf(Job job) => (job.State, job.Report?.Certified?.Verdict) switch
    {
        (JobState.Done, ErrorVerdict.Refuted) => ExitCode.Refuted,
        (JobState.Done, ErrorVerdict.Open) => ExitCode.OutOfMoney,
        _ => ExitCodeOf(job.State),
    };

    /// <summary>The exit code of a job that was stopped, or that labels a list.</summary>
    public static int ExitCodeOf(JobState state) => state switch
    {
        JobState.Done => ExitCode.Done,
        JobState.OutOfMoney => ExitCode.OutOfMoney,
        JobState.TeacherUnavailable => ExitCode.TeacherUnavailable,
        _ => ExitCode.Interrupted,
    };

    /// <summary>What to do next.</summary>
    /// <param name="job">The job.</param>
    /// <param name="database">Where it is.</param>
    /// <param name="left">What is left to ask, where that is known.</param>
    public static string NextStep(Job job, string database, Forecast? left = null)
    {
        var db = OptionWords.Database(database);
        return job.State switch
        {
            JobState.Done when job.Report?.Certified is { Verdict: ErrorVerdict.Open } certified =>
                $"leadscout jobs resume {job.Id}{db} --max-audits {2 * Math.Max(1, certified.Audits)}    (goes on where it stopped)",
            JobState.Done => $"leadscout jobs show {job.Id}{db}",
            JobState.OutOfMoney when job.Report is { PossiblyBilledCalls: > 0 } =>
                $"leadscout jobs resume {job.Id}{db} --max-cost {EnoughText.For(job, left)}; or once the provider's bill shows no more than what was measured: leadscout jobs settle {job.Id}{db} --measured",
            JobState.OutOfMoney => $"leadscout jobs resume {job.Id}{db} --max-cost {EnoughText.For(job, left)}",
            JobState.Reopened =>
                $"leadscout jobs resume {job.Id}{db}    (decides again what a verdict on a pattern has reopened, and nothing else)",
            _ => $"leadscout jobs resume {job.Id}{db}    (or the same command again: it goes on where it stopped)",
        };
    }
}
