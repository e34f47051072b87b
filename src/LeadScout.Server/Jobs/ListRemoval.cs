using LeadScout.Server.Lists;

namespace LeadScout.Server.Jobs;

/// <summary>Deletes lists that no job needs at this moment. Thread-safe.</summary>
internal sealed class ListRemoval(ListStore lists, JobService jobs)
{
    /// <summary>Deletes a list for good, a broken one too. Jobs over it keep their results, and can't go on.</summary>
    /// <param name="id">The list.</param>
    /// <param name="cancellation">Ends the wish, until the list is gone.</param>
    /// <returns>The list's name, its id where the record is too broken to say it.</returns>
    /// <exception cref="RefusedException">There is none of this id, or a job is at work over it.</exception>
    public async Task<string> DeleteAsync(string id, CancellationToken cancellation)
    {
        if ((await jobs.ListAsync(cancellation)).FirstOrDefault(view => view.List == id && view.Work != JobWork.Idle) is { } view)
        {
            throw new RefusedException(
                "list-in-use", 409, $"Nothing was deleted: the job {view.Job.Id} is at work over {view.ListName}. Wait until it is done, or pause it or give it up, and delete the list then.");
        }

        return await Task.Run(() => lists.Delete(id), cancellation);
    }
}
