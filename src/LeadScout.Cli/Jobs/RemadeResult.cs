using LeadScout.Application.Jobs;
using LeadScout.Cli.Terminals;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Running;
using LeadScout.Questions;
using LeadScout.Stores;
using LeadScout.Teaching;
using LeadScout.Teaching.Limits;

namespace LeadScout.Cli.Jobs;

/// <summary>Makes the result of a job that has come to its end again from its list and the log: asks nobody, and leaves the store as it is.</summary>
internal sealed class RemadeResult(Terminal terminal, IDatabase store)
{
    /// <summary>Opens the list and the questions of a job as they are now.</summary>
    /// <param name="job">The job.</param>
    /// <param name="file">Where its result will be written; the ending says the format.</param>
    /// <exception cref="BadInputException">One of them can't be read.</exception>
    public RemadeJob Open(Job job, string file)
    {
        var invocation = JobInvocation.Of(job).ToLook();
        var opening = new JobOpening(terminal.Environment, terminal.Clock, _ => { });
        var request = opening.RequestOf(invocation with { OutputFile = file }, job.Settings);
        return new RemadeJob(
            new JobRunner(store, new RetryPolicy(), terminal.Clock),
            request,
            opening.ProfileOf(invocation, request.Questions),
            opening.SecondProfileOf(invocation, request.Questions));
    }

    /// <summary>Writes it.</summary>
    /// <param name="job">The job.</param>
    /// <param name="file">Where; its ending says the format.</param>
    /// <param name="interrupt">Ends it.</param>
    /// <returns>Null, or why it can't be made again, in a sentence or two.</returns>
    public async Task<string?> WriteAsync(Job job, string file, CancellationToken interrupt)
    {
        try
        {
            var remade = Open(job, file);
            if (!remade.IsOf(job))
            {
                return "The list, the question, the LLM or the options are not what they were.";
            }

            return await remade.WriteAsync(interrupt)
                ? null
                : "The log does not hold all answers of the job: it has not come to its end, or some were forgotten.";
        }
        catch (BadInputException e)
        {
            return e.Wording.In(terminal.Words);
        }
    }
}

/// <summary>A job whose list and questions are open again.</summary>
/// <param name="Runner">Runs it.</param>
/// <param name="Request">Its list, questions and settings as they are now.</param>
/// <param name="Teacher">Its LLM.</param>
/// <param name="Second">The LLM for hard texts; null without one.</param>
internal sealed record RemadeJob(JobRunner Runner, JobRequest Request, TeacherProfile Teacher, TeacherProfile? Second)
{
    /// <summary>Whether list, questions, LLMs and settings are still those of the job.</summary>
    public bool IsOf(Job job) => JobIdentity.Of(Request, Teacher.Name, Second?.Name) == job.Id;

    /// <summary>Writes the result from the log.</summary>
    /// <returns>False where the log does not hold all its answers.</returns>
    public Task<bool> WriteAsync(CancellationToken interrupt) => Runner.WriteAgainAsync(Request, Teacher, Second, interrupt);
}
