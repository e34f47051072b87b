using LeadScout.Jobs;
using LeadScout.Messages;
using LeadScout.Questions;

namespace LeadScout.Application.Jobs;

/// <summary>Finds a job by its id or by the beginning of it.</summary>
public static class JobLookup
{
    /// <exception cref="BadInputException">None, or several.</exception>
    public static async Task<Job> FindAsync(IJobStore store, string id, CancellationToken cancellation)
    {
        var jobs = await store.LinesAsync(cancellation);
        var found = jobs.Where(job => job.Id.Value.StartsWith(id, StringComparison.OrdinalIgnoreCase)).ToArray();
        return found switch
        {
            [var job] => await store.FindAsync(job.Id, cancellation) ?? throw new BadInputException("job-missing", $"Job {job.Id} was forgotten at this moment."),
            [] => throw new BadInputException("job-missing", $"There is no job '{id}' in this database. {Known(jobs)}"),
            _ => throw new BadInputException(
                "job-unclear", $"Several jobs begin with '{id}': {string.Join(", ", found.Select(job => job.Id))}. Give more of the id."),
        };
    }

    private static UserMessage Known(IReadOnlyCollection<JobLine> jobs)
    {
        var some = string.Join(", ", jobs.Take(5).Select(job => $"{job.Id} ({job.InputName})"));
        return jobs.Count == 0
            ? UserMessage.Of($"It has no jobs; name another database with {Setting.Store}.")
            : UserMessage.Of($"There is: {some}{(jobs.Count > 5 ? ", ..." : "")}. All: {UserAction.ListJobs}.");
    }
}
