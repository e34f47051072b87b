using LeadScout.Answers;
using LeadScout.Application.Jobs;
using LeadScout.Files;
using LeadScout.Files.Doors;
using LeadScout.Jobs;
using LeadScout.Stores;

namespace LeadScout.Cli.Jobs;

/// <summary>A file that is there and that a result will replace: it is said before anything is asked.</summary>
internal static class ReplacedFile
{
    /// <summary>The file that a job's result replaces, as the user knows it; null for none, or for what the job itself wrote last.</summary>
    public static async Task<string?> OfAsync(IDatabase store, JobId job, JobInvocation invocation, CancellationToken interrupt)
    {
        if (!invocation.WritesResult || invocation.OutputFile is not null || LeadDoors.IsAddress(invocation.OutputPath)
            || !File.Exists(invocation.OutputPath))
        {
            return null;
        }

        var place = PlaceOf(invocation);
        var jobs = await store.ListAsync(interrupt);
        var writers = jobs.Where(known => known is { OutputName.Length: > 0, Report: { Probed: false } } && ResultFile.IsWritten(known.State)
            && known.Invocation.TryGetValue("folder", out var folder) && Path.IsPathFullyQualified(folder) // another machine's may not be one here
            && PlaceOf(JobInvocation.Of(known)) == place);
        return writers.MaxBy(known => known.UpdatedAt)?.Id == job ? null : invocation.Output ?? LeadFiles.DefaultOutput(invocation.Input);
    }

    /// <summary>What is said of it.</summary>
    public static string Warning(string file) => $"{file} is there and will be replaced.";

    private static string PlaceOf(JobInvocation invocation) =>
        Path.GetFullPath(invocation.Output ?? LeadFiles.DefaultOutput(invocation.Input), invocation.Folder);
}
