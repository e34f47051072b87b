using System.Diagnostics;
using System.Text.Json;

namespace LeadScout.Cli.Tests.Traces;

/// <summary>Has the job over the title list done by a real process. Tried again in the same folder, the job goes on.</summary>
internal interface IJobDriver : IDisposable
{
    /// <summary>Where the database lies.</summary>
    Folder Folder { get; }

    /// <summary>Starts a process and waits until it is done with the job, can't go on, or is gone.</summary>
    /// <param name="wrapper">What is to start the process, as its process; empty for nothing.</param>
    /// <param name="begun">Told of the process.</param>
    /// <param name="patience">Kills the process.</param>
    Task<Attempt> TryAsync(string[] wrapper, Action<Process>? begun = null, CancellationToken patience = default);
}

/// <summary>What came of one process.</summary>
/// <param name="IsDone">Whether it said that the job is done.</param>
/// <param name="Said">Why not, in its words; empty for one that was killed.</param>
internal sealed record Attempt(bool IsDone, string Said)
{
    /// <summary>The job, once done.</summary>
    public string Job { get; init; } = "";

    /// <summary>The job's report, once done.</summary>
    public JsonElement Report { get; init; }

    /// <summary>The result, once done.</summary>
    public byte[] Output { get; init; } = [];
}
