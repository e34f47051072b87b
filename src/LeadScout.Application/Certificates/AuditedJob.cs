using LeadScout.Jobs;

namespace LeadScout.Application.Certificates;

/// <summary>A job in the record of a question.</summary>
/// <param name="Job">The job.</param>
/// <param name="Report">Its report on the question; null before it first stopped.</param>
/// <param name="At">When its first audit was answered.</param>
public sealed record AuditedJob(Job Job, JobReport? Report, DateTimeOffset At)
{
    /// <summary>Audits that were answered, those of attempts that were given up included.</summary>
    public int Audits { get; init; }

    /// <summary>Those where the student had said something else.</summary>
    public int Errors { get; init; }

    /// <summary>Whether it is compared with the newest job: same teachers, same budgets.</summary>
    public bool IsCompared { get; init; }

    /// <summary>The evidence of drift after this job: N means 1 in N; 0 where it is the first or not compared.</summary>
    public double Evidence { get; init; }

    /// <summary>Whether it raised an alarm.</summary>
    public bool IsAlarm { get; init; }
}
