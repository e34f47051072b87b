using LeadScout.Application.Jobs;
using LeadScout.Cli.Reports;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Running;
using LeadScout.Questions;
using LeadScout.Stores;
using LeadScout.Teaching.Limits;

namespace LeadScout.Cli.Jobs;

/// <summary>The result of a job that has come to its end, made again from its list and the log: asks nobody, and leaves the store as it is.</summary>
internal sealed class RemadeResult(Func<string, string?> environment, TimeProvider clock, IDatabase store)
{
    /// <summary>Writes it.</summary>
    /// <param name="job">The job.</param>
    /// <param name="file">Where; its ending says the format.</param>
    /// <param name="interrupt">Ends it.</param>
    /// <returns>Null, or why it can't be made again, in a sentence or two.</returns>
    public async Task<string?> WriteAsync(Job job, string file, CancellationToken interrupt)
    {
        try
        {
            var invocation = JobInvocation.Of(job).ToLook();
            var opening = new JobOpening(environment, clock, _ => { });
            var request = opening.RequestOf(invocation with { OutputFile = file }, job.Settings);
            var (teacher, second) = (opening.ProfileOf(invocation, request.Questions), opening.SecondProfileOf(invocation, request.Questions));
            if (JobIdentity.Of(request, teacher.Name, second?.Name) != job.Id)
            {
                return "The list, the question, the LLM or the options are not what they were.";
            }

            return await new JobRunner(store, new RetryPolicy(), clock).WriteAgainAsync(request, teacher, second, interrupt)
                ? null
                : "The log does not hold all answers of the job: it has not come to its end, or some were forgotten.";
        }
        catch (BadInputException e)
        {
            return e.Wording.In(CommandWords.Of);
        }
    }
}
