using Orleans.CodeGeneration;

namespace LeadScout.Cluster;

/// <summary>Hands out permits for the calls to one service, over all nodes: one of it for each service, on whichever node.</summary>
[Alias("leadscout.permits")]
[Version(2)]
internal interface IPermitGrain : IGrainWithStringKey
{
    /// <summary>Takes in what a node says, and gives it a permit if it wants one and there is room.</summary>
    [Alias("exchange")]
    Task<PermitAnswer> ExchangeAsync(PermitWish wish);
}
