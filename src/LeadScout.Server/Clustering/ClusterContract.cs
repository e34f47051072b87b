using System.Net;
using LeadScout.Answers;
using LeadScout.Teaching.Limits;
using Microsoft.Extensions.Logging;

namespace LeadScout.Server.Clustering;

/// <summary>How a server stands among the others on its database.</summary>
/// <param name="Address">Where the others reach it. What goes there is not encrypted: a private network.</param>
/// <param name="Port">The port there; 0 for any free one.</param>
public sealed record ClusterOptions(IPAddress Address, int Port = 0)
{
    /// <summary>The part of the program that places jobs; null for the add-on beside the program.</summary>
    public IClusterAddOn? AddOn { get; init; }
}

/// <summary>What an add-on is told of the node that it serves.</summary>
/// <param name="ConnectionString">How it connects to the database. May hold a secret: never to be shown.</param>
/// <param name="Name">The machine and the process, for a person.</param>
/// <param name="Options">Where other nodes reach it.</param>
/// <param name="Log">Where it logs.</param>
public sealed record ClusterSettings(string ConnectionString, string Name, ClusterOptions Options, ILoggerFactory Log);

/// <summary>The part of the program that places jobs on nodes. An add-on: who runs one server does without.</summary>
public interface IClusterAddOn
{
    /// <summary>A membership of the cluster.</summary>
    ICluster Create(ClusterSettings settings, IClusterWork work);
}

/// <summary>A node's membership of its cluster. Implementations are thread-safe.</summary>
public interface ICluster : IAsyncDisposable
{
    /// <summary>Where other nodes reach this one; null while it is no member.</summary>
    string? Address { get; }

    /// <summary>Begins to join, and goes on with it until it is disposed of: also after the others have given this node up.</summary>
    void Join();

    /// <summary>Has whoever places the cluster's jobs look at what waits.</summary>
    /// <returns>False where that can't be reached, something was left that nobody took up, or this node is no member: then it has to look itself.</returns>
    Task<bool> WakeAsync(CancellationToken cancellationToken);

    /// <summary>Says something to whoever hands out permits for a service, and perhaps gets one.</summary>
    /// <param name="service">The service, by the name that its answers are filed under.</param>
    /// <param name="said">What is said.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Null where that can't be reached, or this node is no member.</returns>
    Task<CallPermit?> ExchangeAsync(string service, PermitExchange said, CancellationToken cancellationToken);

    /// <summary>Has another node learn, and judge a range of a long list.</summary>
    /// <param name="address">The node's.</param>
    /// <param name="request">What it is to learn and to judge.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Null where it can't be reached, or this node is no member.</returns>
    Task<JudgeReply?> JudgeAsync(string address, JudgeRequest request, CancellationToken cancellationToken);
}

/// <summary>What a node does for its cluster. Implementations are thread-safe.</summary>
public interface IClusterWork
{
    /// <summary>Which waiting job is to go where, by the database.</summary>
    Task<IReadOnlyList<JobPlacement>> PlanAsync(CancellationToken cancellationToken);

    /// <summary>Begins with a job here.</summary>
    /// <returns>
    /// Whether it has begun: not where there is no place for it, somebody else has it, or it is at work here already. Whoever places a job
    /// knows from the database that nobody is at work on it, so a node that is at work all the same is cut off from the database.
    /// </returns>
    Task<bool> TakeUpAsync(JobId job, CancellationToken cancellationToken);

    /// <summary>Whether a job is at work here.</summary>
    bool IsAtWork(JobId job);

    /// <summary>How many nodes seem to live, by the database, and how many of them are members of the cluster.</summary>
    (int Reached, int All) Processes { get; }

    /// <summary>Learns, and judges a range of a long list, for a job that is at work on another node.</summary>
    Task<JudgeReply> JudgeAsync(JudgeRequest request, CancellationToken cancellationToken);

    /// <summary>The permits of a service, with what the ledger has of the last minute.</summary>
    Task<PermitBook> OpenPermitsAsync(string service, CancellationToken cancellationToken);
}

/// <summary>Where a job is to go.</summary>
/// <param name="Job">The job.</param>
/// <param name="Address">The node's, see <see cref="ICluster.Address"/>.</param>
public sealed record JobPlacement(JobId Job, string Address);
