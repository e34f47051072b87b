using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Application.Jobs;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Statistics;

namespace LeadScout.Application.Certificates;

/// <summary>
/// The record of a question: how often the audits of each job agreed with what the student had learned before, and what the jobs together
/// say of drift. Jobs are compared with the newest one's equals: same wording, teachers and budgets.
/// </summary>
/// <param name="Question">The question's name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Jobs">The jobs with audits, in the order of their first audits.</param>
public sealed record QuestionHistory(string Question, QuestionVersion Version, ImmutableArray<AuditedJob> Jobs)
{
    /// <summary>The evidence at which an alarm is raised: 1 in so many.</summary>
    public const double AlarmAt = 1 / DriftMonitor.DefaultAlpha;

    /// <summary>The job that raised the last alarm; null for none.</summary>
    public AuditedJob? LastAlarm => Jobs.LastOrDefault(job => job.IsAlarm);

    /// <summary>Jobs compared with one another since the last alarm, the one that raised it included.</summary>
    public int Compared => Jobs.Skip(LastAlarm is { } alarm ? Jobs.IndexOf(alarm) : 0).Count(job => job.IsCompared);

    /// <summary>Whether the newest job that is compared has raised an alarm.</summary>
    public bool HasDrift => LastAlarm is { } alarm && alarm == Jobs.Last(job => job.IsCompared);

    /// <summary>Reads the record from the log, where each audit stands with what the student had said.</summary>
    public static async Task<QuestionHistory> ReadAsync(Question question, IStore store, CancellationToken cancellationToken)
    {
        var jobs = (await store.ListAsync(cancellationToken)).Where(job => job.Settings.Certify is null).ToDictionary(job => job.Id);
        var audited = new Dictionary<JobId, AuditedJob>();
        await foreach (var answer in store.ReadAllAsync(question.Version, cancellationToken))
        {
            if (answer is { Audit: { } audit, Job: { } id } && jobs.TryGetValue(id, out var job))
            {
                var before = audited.GetValueOrDefault(id) ?? new AuditedJob(job, ReportOf(job, question), answer.At);
                audited[id] = before with { Audits = before.Audits + 1, Errors = before.Errors + (audit.StudentLabel == answer.Label ? 0 : 1) };
            }
        }

        return new QuestionHistory(question.Name, question.Version, Judged([.. audited.Values.OrderBy(job => job.At)]));
    }

    /// <summary>After an alarm the test begins anew, with the job that raised it as the first.</summary>
    private static ImmutableArray<AuditedJob> Judged(AuditedJob[] jobs)
    {
        var monitor = new DriftMonitor();
        for (var i = 0; i < jobs.Length; i++)
        {
            if (!IsLike(jobs[i].Job, jobs[^1].Job))
            {
                continue;
            }

            monitor.Add(jobs[i].Audits, jobs[i].Errors);
            jobs[i] = jobs[i] with { IsCompared = true, Evidence = monitor.Evidence, IsAlarm = monitor.HasAlarm };
            if (monitor.HasAlarm)
            {
                monitor = new DriftMonitor();
                monitor.Add(jobs[i].Audits, jobs[i].Errors);
            }
        }

        return [.. jobs];
    }

    private static bool IsLike(Job one, Job other) => one.Teacher == other.Teacher
        && JobInvocation.Of(one).Escalate == JobInvocation.Of(other).Escalate
        && one.Settings.Budget == other.Settings.Budget
        && one.Settings.LabelBudgets.SequenceEqual(other.Settings.LabelBudgets);

    private static JobReport? ReportOf(Job job, Question question) =>
        job.Report?.Questions.FirstOrDefault(part => part.Question == question.Name)?.Report ?? job.Report;
}
