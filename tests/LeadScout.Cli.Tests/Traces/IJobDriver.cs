using System.Text.Json;

namespace LeadScout.Cli.Tests.Traces;

/// <summary>Has the job over the title list done by a real process, in which every row is asked. Tried again in the same folder, the job goes on.</summary>
internal interface IJobDriver : IDisposable
{
    /// <summary>Where the database lies.</summary>
    Folder Folder { get; }

    /// <summary>Starts a process and waits until it is done with the job, or can't go on.</summary>
    /// <param name="wrapper">What is to start the process, as its process; empty for nothing.</param>
    Task<Attempt> TryAsync(params string[] wrapper);
}

/// <summary>What came of one process.</summary>
/// <param name="IsDone">Whether it said that the job is done.</param>
/// <param name="Said">Why not, in its words.</param>
internal sealed record Attempt(bool IsDone, string Said)
{
    /// <summary>The job, once done.</summary>
    public string Job { get; init; } = "";

    /// <summary>The job's report, once done.</summary>
    public JsonElement Report { get; init; }

    /// <summary>The result, once done.</summary>
    public byte[] Output { get; init; } = [];
}
