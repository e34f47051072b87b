using LeadScout.Server.Clustering;
using LeadScout.Teaching.Limits;

namespace LeadScout.Cluster;

/// <summary>
/// Keeps the permits of one service in memory. One that is made anew on another node reads from the ledger which calls went out in the last
/// minute, and hears from the nodes what they hold.
/// </summary>
[GrainType("leadscout.permits")]
internal sealed class PermitGrain(IClusterWork work) : Grain, IPermitGrain
{
    private PermitBook? _book;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var service = this.GetPrimaryKeyString();
        _book = await Task.Run(() => work.OpenPermitsAsync(service, cancellationToken), cancellationToken);
        await base.OnActivateAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task<PermitAnswer> ExchangeAsync(PermitWish wish)
    {
        var (reached, all) = work.Processes;
        return Task.FromResult(PermitAnswer.Of(_book!.Exchange(wish.ToExchange(), reached, all)));
    }
}
