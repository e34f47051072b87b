using LeadScout.Answers;
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
        if (await PlaceAsync() is { Count: > 0 } left)
        {
            throw new OrleansException($"None has taken up {string.Join(", ", left)}.");
        }
    }

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status) => PlaceAsync();

    /// <summary>
    /// Has each waiting job taken up where the plan says. The grain of a job may stand elsewhere: on a node that was at work on it and does
    /// not reach the database any more. It stays there as long as the others reach that node, so what is left has to be taken up past it.
    /// </summary>
    /// <returns>Jobs that nobody has taken up.</returns>
    private async Task<IReadOnlyList<JobId>> PlaceAsync()
    {
        var left = new List<JobId>();
        foreach (var placement in await Task.Run(() => work.PlanAsync(CancellationToken.None)))
        {
            RequestContext.Set(IPlacementDirector.PlacementHintKey, SiloAddress.FromParsableString(placement.Address));
            try
            {
                if (!await GrainFactory.GetGrain<IJobGrain>(placement.Job.Value).TakeUpAsync())
                {
                    left.Add(placement.Job);
                }
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

        return left;
    }

    [LoggerMessage(1, LogLevel.Information, "Job {Job} was not placed: {Reason}")]
    private static partial void NotPlaced(ILogger log, string job, string reason);
}
