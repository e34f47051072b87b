using LeadScout.Answers;
using LeadScout.Application.Jobs;
using LeadScout.Cli.Reports;
using LeadScout.Files.QuestionFiles;
using LeadScout.Questions;

namespace LeadScout.Cli.Rechecks;

/// <summary>Decisions that were made before, as a list whose column of labels holds them.</summary>
/// <param name="Input">The list, or a hyphen for one that is made of the log's answers.</param>
/// <param name="InputFile">Where that one lies; null for a file.</param>
/// <param name="Column">Its column with the decisions.</param>
/// <param name="Columns">Its columns with the texts.</param>
/// <param name="Question">What was asked then.</param>
/// <param name="Asked">The question to ask now, as a user names it.</param>
/// <param name="Teacher">Who answered then; null where several did.</param>
/// <param name="Job">The job that made them; null for the log's answers.</param>
internal sealed record OldDecisions(
    string Input, string? InputFile, string Column, ColumnChoice Columns, QuestionVersion Question, string Asked, string? Teacher, JobId? Job)
{
    /// <summary>How the job was started that made them; null for the log's answers.</summary>
    public JobInvocation? Invocation { get; init; }

    /// <summary>Whether they are taken as the result's file has them: its words are gone, so nobody can make it again and compare.</summary>
    public bool IsAsFound { get; init; }

    /// <summary>Refuses a teacher and a question that are the old ones: its answers are in the log, and would agree with themselves.</summary>
    /// <exception cref="BadInputException">They are.</exception>
    public void EnsureSomethingIsNew(string teacher, QuestionVersion question, string database)
    {
        if (teacher == Teacher && question == Question)
        {
            throw new BadInputException(
                $"Job {Job} was decided by {teacher} in the same words already: there is nothing to learn. Name another model with --teacher, or the reworded question with --question. "
                + $"How far the job's rows may be from what {teacher} would say is in its certificate: leadscout jobs show {Job}{OptionWords.Database(database)}.");
        }
    }
}
