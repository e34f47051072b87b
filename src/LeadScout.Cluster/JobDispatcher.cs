using LeadScout.Server.Clustering;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace LeadScout.Cluster;

/// <summary>
/// Asks the database which job is to go where, and has it taken up there. It remembers nothing: should it be there twice, or end in the
/// middle, each
/// job is still taken up once, by its row and its lease. A reminder brings it back where its node has gone and nobody calls it.
/// </summary>
[GrainType("leadscout.dispatcher")]
internal sealed partial class JobDispatcher(IClusterWork work, ILogger<JobDispatcher> log) : Grain, IJobDispatcher
{
    private const string Reminder = "look";
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await this.RegisterOrUpdateReminder(Reminder, Period, Period, cancellationToken);
        await base.OnActivateAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task WakeAsync()
    {
        foreach (var placement in await Task.Run(() => work.PlanAsync(CancellationToken.None)))
        {
            RequestContext.Set(IPlacementDirector.PlacementHintKey, SiloAddress.FromParsableString(placement.Address));
            try
            {
                await GrainFactory.GetGrain<IJobGrain>(placement.Job.Value).TakeUpAsync();
            }
            catch (Exception e) when (e is TimeoutException or OrleansException)
            {
                NotPlaced(log, placement.Job.Value, e.Message); // its node has gone; the next look finds another
            }
            finally
            {
                RequestContext.Remove(IPlacementDirector.PlacementHintKey);
            }
        }
    }

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status) => WakeAsync();

    [LoggerMessage(1, LogLevel.Information, "Job {Job} was not placed: {Reason}")]
    private static partial void NotPlaced(ILogger log, string job, string reason);
}
