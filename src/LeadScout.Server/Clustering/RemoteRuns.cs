using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Server.Workspaces;
using LeadScout.Stores;

namespace LeadScout.Server.Clustering;

/// <summary>What is at work on other nodes, as the database has it; nothing where there are none. Thread-safe.</summary>
internal sealed class RemoteRuns(ServerWorkspace workspace)
{
    private static readonly ImmutableDictionary<JobId, JobRunNote> None = ImmutableDictionary<JobId, JobRunNote>.Empty;

    /// <summary>How often one node looks what another does.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    /// <summary>Whether there can be any.</summary>
    public bool MayBe => workspace.Cluster is not null;

    /// <summary>A job's run on whichever node; null for none.</summary>
    public async Task<JobRunNote?> FindAsync(JobId id, CancellationToken cancellation) =>
        workspace.Cluster is { } cluster ? (await cluster.RunsAsync(id, cancellation)).SingleOrDefault() : null;

    /// <summary>All of them, by job.</summary>
    public async Task<ImmutableDictionary<JobId, JobRunNote>> AllAsync(CancellationToken cancellation) => workspace.Cluster is { } cluster
        ? (await cluster.RunsAsync(null, cancellation)).ToImmutableDictionary(run => run.Job)
        : None;
}
