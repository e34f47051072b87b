using LeadScout.Answers;
using LeadScout.Teaching;

namespace LeadScout.Jobs;

/// <summary>A job as a list of jobs shows it: a few columns, so that a list of many jobs is read at once.</summary>
/// <param name="Id">The job.</param>
/// <param name="State">Where it stands.</param>
/// <param name="InputName">The input as the user named it.</param>
/// <param name="QuestionName">The question's name.</param>
/// <param name="UpdatedAt">When its state last changed.</param>
/// <param name="Rows">Leads in the list; null before it came to a report, as what follows.</param>
/// <param name="AskedTexts">Texts put to the teacher, by the report.</param>
/// <param name="Cost">Money that is measured, by the report; null when a price was unknown, too.</param>
public sealed record JobLine(
    JobId Id, JobState State, string InputName, string QuestionName, DateTimeOffset UpdatedAt, long? Rows, int? AskedTexts, Money? Cost)
{
    /// <summary>The line of a job.</summary>
    public static JobLine Of(Job job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return new(job.Id, job.State, job.InputName, job.QuestionName, job.UpdatedAt, job.Report?.Rows, job.Report?.AskedTexts, job.Report?.Cost);
    }
}
