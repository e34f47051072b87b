using LeadScout.Answers;
using LeadScout.Application.Jobs;
using LeadScout.Files;
using LeadScout.Files.Doors;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Stores;

namespace LeadScout.Cli.Jobs;

/// <summary>A file that is there and that a result will replace: it is said before anything is asked.</summary>
/// <param name="Name">As the user knows it.</param>
/// <param name="IsEdited">Whether the job itself wrote it, and somebody has changed it since.</param>
internal sealed record ReplacedFile(string Name, bool IsEdited)
{
    /// <summary>The file that a job's result replaces; null for none, or for what the job itself wrote last.</summary>
    public static async Task<ReplacedFile?> OfAsync(IDatabase store, JobId job, JobInvocation invocation, CancellationToken interrupt)
    {
        if (!IsFile(invocation))
        {
            return null;
        }

        var place = PlaceOf(invocation);
        var jobs = await store.ListAsync(interrupt);
        var writers = jobs.Where(known => known is { OutputName.Length: > 0, Report: { Probed: false } } && ResultFile.IsWritten(known.State)
            && known.Invocation.TryGetValue("folder", out var folder) && Path.IsPathFullyQualified(folder) // another machine's may not be one here
            && PlaceOf(JobInvocation.Of(known)) == place);
        var isEdited = false;
        return writers.MaxBy(known => known.UpdatedAt) is { } last && last.Id == job && !(isEdited = await ResultFile.IsEditedAsync(last, place, interrupt))
            ? null
            : new ReplacedFile(invocation.Output ?? LeadFiles.DefaultOutput(invocation.Input), isEdited);
    }

    /// <summary>Puts on record what a job has just written, so that a change is known as one.</summary>
    public static async Task KeepAsync(IDatabase store, Job job, JobInvocation invocation, CancellationToken cancellationToken)
    {
        if (!ResultFile.IsWritten(job.State) || !IsFile(invocation))
        {
            return;
        }

        try
        {
            await store.SaveAsync(await ResultFile.HashedAsync(job, invocation.OutputPath, cancellationToken), cancellationToken);
        }
        catch (JobHeldException)
        {
            // Another process has taken the job on since: it writes the result again, and keeps what that is.
        }
    }

    /// <summary>What is said of it.</summary>
    public string Warning => IsEdited
        ? $"{Name} was changed after this job wrote it, and will be replaced: the changes are lost."
        : $"{Name} is there and will be replaced.";

    /// <summary>Refuses to replace what somebody has changed.</summary>
    /// <exception cref="BadInputException">It is such a file.</exception>
    public void EnsureNotEdited(JobId job)
    {
        if (IsEdited)
        {
            throw new BadInputException(
                "result-edited",
                $"{Name} was changed after job {job} wrote it, and the changes would be lost. Nothing was asked or written. Rename the file to keep it as it is, or delete it to have it written again.");
        }
    }

    private static bool IsFile(JobInvocation invocation) =>
        invocation is { WritesResult: true, OutputFile: null } && !LeadDoors.IsAddress(invocation.OutputPath) && File.Exists(invocation.OutputPath);

    private static string PlaceOf(JobInvocation invocation) =>
        Path.GetFullPath(invocation.Output ?? LeadFiles.DefaultOutput(invocation.Input), invocation.Folder);
}
