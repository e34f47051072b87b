using LeadScout.ActiveLearning;
using LeadScout.Answers;
using LeadScout.Questions;
using LeadScout.Server.Hosting;
using Microsoft.Extensions.Logging;

namespace LeadScout.Server.Clustering;

/// <summary>The other nodes, as judges of the long lists of this node's jobs. Thread-safe.</summary>
internal sealed class NodeJudges(ServerOptions options, ILogger<NodeJudges> log)
{
    private volatile ICluster? _cluster;
    private volatile string[] _others = [];

    /// <summary>Where the other nodes are reached.</summary>
    public IReadOnlyList<string> Others => _others;

    /// <summary>Says who there is.</summary>
    public void Know(ICluster cluster, string[] others) => (_cluster, _others) = (cluster, others);

    /// <summary>Those for a job; null where this server is the only one.</summary>
    public ITextJudges? Of(JobId job) => _cluster is { } cluster ? new RemoteJudging(cluster, () => _others, job, options.Clock, log) : null;
}
