using LeadScout.Answers;
using LeadScout.Server.Clustering;

namespace LeadScout.Cluster;

/// <summary>Has its node begin with the job, and stays for as long as it is at work there.</summary>
[GrainType("leadscout.job")]
internal sealed class JobGrain(IClusterWork work) : Grain, IJobGrain
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private IGrainTimer? _timer;

    /// <inheritdoc/>
    public async Task<bool> TakeUpAsync()
    {
        var job = new JobId(this.GetPrimaryKeyString());
        if (!await Task.Run(() => work.TakeUpAsync(job, CancellationToken.None)))
        {
            DeactivateOnIdle(); // so that the next placement may be another node
            return false;
        }

        _timer ??= this.RegisterGrainTimer(LeaveOnceEnded, new GrainTimerCreationOptions(Look, Look) { KeepAlive = true });
        return true;
    }

    private Task LeaveOnceEnded(CancellationToken cancellationToken)
    {
        if (!work.IsAtWork(new JobId(this.GetPrimaryKeyString())))
        {
            DeactivateOnIdle();
        }

        return Task.CompletedTask;
    }
}
