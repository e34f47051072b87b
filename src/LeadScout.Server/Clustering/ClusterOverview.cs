using System.Collections.Immutable;
using LeadScout.Server.Workspaces;
using LeadScout.Stores;
using LeadScout.Teaching.Limits;

namespace LeadScout.Server.Clustering;

/// <summary>How the servers on one database stand, for those who run them. Thread-safe.</summary>
internal sealed class ClusterOverview(ServerWorkspace workspace, ClusterNode node, ProviderLimits limits)
{
    /// <summary>Whether there can be others: the database is one that processes share.</summary>
    public bool IsShared => workspace.Store is IClusterStore;

    /// <summary>How they stand now; null where there are none.</summary>
    public async Task<ClusterDocument?> ReadAsync(CancellationToken cancellation)
    {
        if (workspace.Store is not IClusterStore store)
        {
            return null;
        }

        var (figures, nodes) = (await store.FiguresAsync(cancellation), await store.NodesAsync(cancellation));
        var uses = new List<LlmUseDocument>();
        foreach (var use in limits.Uses)
        {
            var everywhere = await store.RecentCallsAsync(use.Service, cancellation);
            uses.Add(new LlmUseDocument(
                use.Service, use.Limits.RequestsPerMinute, use.Limits.TokensPerMinute, use.Limits.CallsAtOnce, use.Calls, use.AtOnce, everywhere.Length));
        }

        return new ClusterDocument(
            figures.Position,
            [.. nodes.Select(one => NodeDocument.Of(one, figures.Position))],
            [.. figures.Leases.Select(lease => new LeaseDocument(lease.Job.Value, lease.Epoch, lease.HeldBy, lease.IsAlive, Seconds(lease.Silence)))],
            [.. uses],
            node.IsLimitedAlone,
            figures.OpenCalls,
            figures.HeldBack.Dollars,
            figures.UnpricedCalls,
            [.. figures.Partitions.Select(part => new PartitionDocument(part.Name, part.Answers, part.Bytes))],
            figures.Bytes);
    }

    internal static double Seconds(TimeSpan time) => Math.Round(Math.Max(0, time.TotalSeconds), 1);
}

/// <summary>How the servers on one database stand.</summary>
/// <param name="Position">The last position of the answer log.</param>
/// <param name="Nodes">The nodes that seem to live, the oldest first.</param>
/// <param name="Leases">The leases of jobs that somebody holds.</param>
/// <param name="Llms">The LLMs that this node has called, what is allowed, and the calls of the last minute.</param>
/// <param name="IsLimitedAlone">Whether this node keeps to its own part of the limits, because it can reach nobody who hands out permits.</param>
/// <param name="OpenCalls">Calls that have not ended.</param>
/// <param name="HeldBackUsd">What those of known price may cost at most.</param>
/// <param name="UnpricedCalls">Those whose price is unknown.</param>
/// <param name="Partitions">The partitions of the answer log.</param>
/// <param name="DatabaseBytes">The size of the whole database.</param>
internal sealed record ClusterDocument(
    long Position,
    ImmutableArray<NodeDocument> Nodes,
    ImmutableArray<LeaseDocument> Leases,
    ImmutableArray<LlmUseDocument> Llms,
    bool IsLimitedAlone,
    long OpenCalls,
    decimal HeldBackUsd,
    long UnpricedCalls,
    ImmutableArray<PartitionDocument> Partitions,
    long DatabaseBytes);

/// <summary>A node. It is behind by the positions of the answer log that it had not read when it was last heard of.</summary>
internal sealed record NodeDocument(
    string Name, string? Address, string Version, int Places, int Working, long Behind, DateTimeOffset StartedAt, double SilentSeconds, bool IsThis)
{
    internal static NodeDocument Of(NodeRecord node, long position) => new(
        node.Name, node.Address, node.Version, node.Places, node.Working, Math.Max(0, position - node.Position), node.StartedAt,
        ClusterOverview.Seconds(node.Silence), node.Name == ClusterNode.Name);
}

/// <summary>The lease of a job.</summary>
internal sealed record LeaseDocument(string Job, long Epoch, string HeldBy, bool IsAlive, double SilentSeconds);

/// <summary>How an LLM is used: calls of the last minute and those that are out, from this node; calls of the last minute from all, by the ledger.</summary>
internal sealed record LlmUseDocument(
    string Name, int? RequestsPerMinute, long? TokensPerMinute, int? CallsAtOnce, int Calls, int Out, int CallsEverywhere);

/// <summary>A partition of the answer log, with about how many answers it holds.</summary>
internal sealed record PartitionDocument(string Name, long Answers, long Bytes);
