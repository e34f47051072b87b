using LeadScout.Server.Clustering;

namespace LeadScout.Cluster;

/// <summary>The add-on, as a server finds it.</summary>
public sealed class ClusterAddOn : IClusterAddOn
{
    /// <inheritdoc/>
    public ICluster Create(ClusterSettings settings, IClusterWork work) => new Membership(settings, work);
}
