using LeadScout.Server.Lists;

namespace LeadScout.Server.Hosting;

/// <summary>How a server is set up.</summary>
public sealed record ServerOptions
{
    /// <summary>Where it listens; port 0 for any free one.</summary>
    public Uri Url { get; init; } = new("http://127.0.0.1:5080");

    /// <summary>The database file; it is made when it is missing.</summary>
    public string Database { get; init; } = "leadscout.db";

    /// <summary>The folder for uploaded lists, results and questions; it is made when it is missing.</summary>
    public string DataFolder { get; init; } = "leadscout-data";

    /// <summary>Who is asked when nobody is named; null to go by the environment.</summary>
    public string? Teacher { get; init; }

    /// <summary>
    /// Where <see cref="Teacher"/> is, when it is not where its provider is. Clients can't name an address: a key of this machine would be sent there.
    /// </summary>
    public string? TeacherUrl { get; init; }

    /// <summary>What an upload may be at most.</summary>
    public UploadLimits Uploads { get; init; } = new();

    /// <summary>Jobs at work at once; others wait. Two of the same question and teacher never are.</summary>
    public int ConcurrentJobs { get; init; } = 2;

    /// <summary>Reads an environment variable.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
