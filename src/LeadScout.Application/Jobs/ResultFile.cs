using System.Security.Cryptography;
using LeadScout.Jobs;

namespace LeadScout.Application.Jobs;

/// <summary>The file that a job writes.</summary>
public static class ResultFile
{
    // Beside the invocation, which every run keeps anew: so a run that is killed while it writes leaves no hash of another file.
    private const string HashKey = "result-sha256";

    /// <summary>Whether a job in this state has written one.</summary>
    public static bool IsWritten(JobState state) => state is JobState.Done or JobState.OutOfMoney or JobState.Reopened;

    /// <summary>A job that has just written its result: it knows what it wrote.</summary>
    public static async Task<Job> HashedAsync(Job job, string path, CancellationToken cancellationToken) =>
        job with { Invocation = job.Invocation.SetItem(HashKey, await HashOfAsync(path, cancellationToken)) };

    /// <summary>Whether a file is not what the job wrote there; false where nobody can tell.</summary>
    public static async Task<bool> IsEditedAsync(Job job, string path, CancellationToken cancellationToken) =>
        job.Invocation.TryGetValue(HashKey, out var written) && written != await HashOfAsync(path, cancellationToken);

    private static async Task<string> HashOfAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }
}
