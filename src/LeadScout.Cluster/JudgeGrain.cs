using LeadScout.Server.Clustering;
using Orleans.Runtime;

namespace LeadScout.Cluster;

/// <summary>Hands on what is asked of its node. Remembers nothing: the student is the node's.</summary>
[GrainType("leadscout.judge")]
internal sealed class JudgeGrain(IClusterWork work, ILocalSiloDetails here) : Grain, IJudgeGrain
{
    /// <inheritdoc/>
    public async Task<JudgeAnswer> JudgeAsync(JudgeWish wish)
    {
        if (here.SiloAddress.ToParsableString() != wish.Address)
        {
            DeactivateOnIdle(); // so that the next placement may be the node that is meant
            return JudgeAnswer.Of(JudgeReply.No);
        }

        return JudgeAnswer.Of(await Task.Run(() => work.JudgeAsync(wish.ToRequest(), CancellationToken.None)));
    }
}
