using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using LeadScout.Server.Jobs;
using LeadScout.Teaching.Limits;

namespace LeadScout.Server.Clustering;

/// <summary>What a node tells of its cluster and of its permits, for whoever listens to <see cref="Name"/>.</summary>
internal sealed class ClusterMeters : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string Name = "LeadScout.Cluster";

    private const string Teacher = "leadscout.teacher";

    private readonly Meter _meter = new(Name);

    public ClusterMeters(ClusterNode node, JobService jobs, ProviderLimits limits)
    {
        _meter.CreateObservableGauge(
            Nodes,
            () => new Measurement<int>[]
            {
                new(node.Processes.Reached, KeyValuePair.Create<string, object?>("leadscout.state", "member")),
                new(node.Processes.All - node.Processes.Reached, KeyValuePair.Create<string, object?>("leadscout.state", "alone")),
            },
            "{node}",
            "Nodes that seem to live, by whether they are in touch with others.");
        _meter.CreateObservableGauge(Jobs, () => jobs.RunsHere().Count, "{job}", "Jobs at work on this node.");
        _meter.CreateObservableGauge(
            Calls, () => limits.Uses.Select(use => new Measurement<int>(use.Calls, Of(use))), "{call}", "Calls of the last minute from this node, by LLM.");
        _meter.CreateObservableGauge(
            Tokens, () => limits.Uses.Select(use => new Measurement<long>(use.Tokens, Of(use))), "{token}", "Tokens of the last minute from this node, by LLM.");
        _meter.CreateObservableGauge(
            Out, () => limits.Uses.Select(use => new Measurement<int>(use.AtOnce, Of(use))), "{call}", "Calls that are out from this node, by LLM.");
        _meter.CreateObservableGauge(
            Alone, () => node.IsLimitedAlone ? 1 : 0, "{node}", "Whether this node keeps to its own part of the limits, because it can reach nobody who hands out permits.");
    }

    /// <summary>The names of all.</summary>
    public static ImmutableArray<string> Names { get; } = [Nodes, Jobs, Calls, Tokens, Out, Alone];

    private const string Nodes = "leadscout.cluster.nodes";
    private const string Jobs = "leadscout.cluster.jobs";
    private const string Calls = "leadscout.permits.calls";
    private const string Tokens = "leadscout.permits.tokens";
    private const string Out = "leadscout.permits.out";
    private const string Alone = "leadscout.permits.alone";

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Of(ServiceUse use) => KeyValuePair.Create<string, object?>(Teacher, use.Service);
}
