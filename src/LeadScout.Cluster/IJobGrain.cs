using Orleans.CodeGeneration;

namespace LeadScout.Cluster;

/// <summary>A job, on the node where it is at work.</summary>
[Alias("leadscout.job")]
[Version(1)]
internal interface IJobGrain : IGrainWithStringKey
{
    /// <summary>Begins with it there.</summary>
    /// <returns>Whether it has begun there; where not, the next placement may be another node.</returns>
    [Alias("take-up")]
    Task<bool> TakeUpAsync();
}
