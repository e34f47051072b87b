using LeadScout.Jobs;
using LeadScout.Questions;

namespace LeadScout.Application.Jobs;

/// <summary>Finds a job by its id or by the beginning of it.</summary>
public static class JobLookup
{
    /// <exception cref="BadInputException">None, or several.</exception>
    public static async Task<Job> FindAsync(IJobStore store, string id, CancellationToken cancellation)
    {
        var jobs = await store.ListAsync(cancellation);
        var found = jobs.Where(job => job.Id.Value.StartsWith(id, StringComparison.OrdinalIgnoreCase)).ToArray();
        return found switch
        {
            [var job] => job,
            [] => throw new BadInputException($"There is no job '{id}' in this database. {Known(jobs)}"),
            _ => throw new BadInputException($"Several jobs begin with '{id}': {string.Join(", ", found.Select(job => job.Id))}. Give more of the id."),
        };
    }

    private static string Known(IReadOnlyCollection<Job> jobs) => jobs.Count == 0
        ? "It has no jobs; name another database with --db."
        : $"There is: {string.Join(", ",
        jobs.Take(5).Select(job => $"{job.Id} ({job.InputName})"))}{(jobs.Count > 5 ? ", ..." : "")}. All: leadscout jobs list.";
}
