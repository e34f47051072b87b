using Orleans.CodeGeneration;

namespace LeadScout.Cluster;

/// <summary>
/// Places the cluster's jobs: one of it, on whichever node. Nodes of two versions call each other while they are replaced one by one, so
/// what is here is
/// only added to; see docs/cluster.md.
/// </summary>
[Alias("leadscout.dispatcher")]
[Version(1)]
internal interface IJobDispatcher : IGrainWithIntegerKey, IRemindable
{
    /// <summary>Looks at what waits, and places what there is a place for.</summary>
    /// <exception cref="OrleansException">Something was placed and not taken up: who wakes it has to look itself.</exception>
    [Alias("wake")]
    Task WakeAsync();
}
