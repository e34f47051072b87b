using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Reporting;

namespace LeadScout.Application.Certificates;

/// <summary>Looks, when a job is done, whether its audits find more errors than those of earlier jobs.</summary>
/// <param name="store">Where the log and the jobs are.</param>
public sealed class DriftWatch(IStore store)
{
    /// <summary>The outcome with the alarms that the job has raised, in its report and on record.</summary>
    public async Task<JobOutcome> LookAsync(JobRequest request, JobOutcome outcome, CancellationToken cancellationToken)
    {
        if (outcome is not { NewCalls: > 0, Job: { State: JobState.Done, Settings.Certify: null, Report: { } report } job })
        {
            return outcome;
        }

        var alarms = ImmutableArray.CreateBuilder<DriftAlarm>();
        foreach (var question in request.Questions)
        {
            var history = await QuestionHistory.ReadAsync(question, store, cancellationToken);
            if (history is { HasDrift: true, LastAlarm: { } alarm } && alarm.Job.Id == job.Id)
            {
                alarms.Add(new DriftAlarm(question.Name, alarm.Audits, alarm.Errors, alarm.Evidence));
            }
        }

        if (report.DriftAlarms.SequenceEqual(alarms))
        {
            return outcome;
        }

        var warned = job with { Report = report with { DriftAlarms = alarms.ToImmutable() } };
        await store.SaveAsync(warned, cancellationToken);
        return outcome with { Job = warned };
    }
}
