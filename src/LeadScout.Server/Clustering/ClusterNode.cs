using System.Data.Common;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using LeadScout.Answers;
using LeadScout.Questions;
using LeadScout.Server.Classifying;
using LeadScout.Server.Hosting;
using LeadScout.Server.Jobs;
using LeadScout.Server.Workspaces;
using LeadScout.Stores;
using LeadScout.Teaching.Limits;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeadScout.Server.Clustering;

/// <summary>
/// This server as one of several: says every second that it lives and what it works on, stops what is wanted no more, and has waiting jobs
/// placed.
/// Where the one who places them can't be reached, it looks after itself alone: the jobs' leases keep apart what two take up. Thread-safe.
/// </summary>
internal sealed partial class ClusterNode(
    ServerWorkspace workspace, JobService jobs, Classifier classifier, WorkBell bell, ProviderLimits limits, NodeJudges judges, StudentReplicas replicas,
    ServerOptions options, ILoggerFactory logs)
    : IHostedService, IClusterWork, IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private const int BeatsToCount = 5; // permits are renewed as often
    private static readonly TimeSpan Sweep = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);
    private static readonly string Version =
        typeof(ClusterNode).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    private readonly ILogger _log = logs.CreateLogger<ClusterNode>();
    private readonly CancellationTokenSource _stopping = new();
    private IClusterStore? _store;
    private ICluster? _cluster;
    private Task _beating = Task.CompletedTask;
    private Task _placing = Task.CompletedTask;
    private ClusterPermits? _permits;
    private ClusterMeters? _meters;
    private volatile StrongBox<(int Reached, int All)> _processes = new((1, 1));

    /// <summary>This node's name, as others know it.</summary>
    public static string Name { get; } = string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName}");

    /// <summary>Where other nodes reach it; null while it is no member.</summary>
    public string? Address => _cluster?.Address;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (workspace.Cluster is not { } store || options.Cluster is not { } given)
        {
            return;
        }

        _store = store;
        await workspace.Files.BeginAsync(cancellationToken);
        await store.BeatAsync(BeatNow(0), cancellationToken);
        _cluster = ClusterAddOn.Find(given).Create(new ClusterSettings(store.ConnectionString, Name, given, logs), this);
        await CountAsync(store, cancellationToken); // before any job begins: it finds its judges by it
        limits.Permits = _permits = new ClusterPermits(_cluster, Name, () => Processes, options.Clock, _log);
        _meters = new ClusterMeters(this, jobs, limits);
        _cluster.Join();
        _beating = Task.Run(() => BeatAsync(store), CancellationToken.None);
        _placing = Task.Run(() => PlaceAsync(_cluster), CancellationToken.None);
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_beating, _placing).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        try
        {
            await (_store?.LeaveAsync(cancellationToken) ?? Task.CompletedTask);
        }
        catch (Exception e) when (e is BadInputException or DbException or OperationCanceledException)
        {
            // The database is away: it sees by itself that this node has gone.
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JobPlacement>> PlanAsync(CancellationToken cancellationToken) =>
        await PlanAsync(nodes => nodes, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TakeUpAsync(JobId job, CancellationToken cancellationToken) => jobs.TakeUpAsync(job, cancellationToken);

    /// <inheritdoc/>
    public bool IsAtWork(JobId job) => jobs.IsAtWork(job);

    /// <inheritdoc/>
    public (int Reached, int All) Processes => _processes.Value;

    /// <summary>Whether this node keeps to its own part of the limits of LLMs, because whoever hands out permits can't be reached.</summary>
    public bool IsLimitedAlone => _permits?.IsAlone == true;

    /// <inheritdoc/>
    public async Task<PermitBook> OpenPermitsAsync(string service, CancellationToken cancellationToken)
    {
        var book = new PermitBook(options.Clock);
        foreach (var call in await _store!.RecentCallsAsync(service, cancellationToken))
        {
            book.Assume(call.Ago, call.Tokens, call.IsOpen);
        }

        return book;
    }

    /// <inheritdoc/>
    public Task<JudgeReply> JudgeAsync(JudgeRequest request, CancellationToken cancellationToken) => replicas.JudgeAsync(request);

    /// <inheritdoc/>
    public void Dispose()
    {
        _meters?.Dispose();
        _stopping.Dispose();
    }

    private async Task<IReadOnlyList<JobPlacement>> PlanAsync(Func<IEnumerable<NodeRecord>, IEnumerable<NodeRecord>> meant, CancellationToken cancellationToken)
    {
        var wanted = workspace.Service.WantedJobs();
        if (wanted.IsEmpty)
        {
            return [];
        }

        var atWork = (await _store!.HeldAsync(cancellationToken)).Union((await _store.RunsAsync(null, cancellationToken)).Select(run => run.Job));
        return PlacementPlan.Of(wanted, atWork, [.. meant(await _store.NodesAsync(cancellationToken))]);
    }

    private NodeBeat BeatNow(long position) => new(
        Name, Address, Version, options.ConcurrentJobs, position, [.. jobs.RunsHere().Select(run => new JobRunNote(run.Job, Name, run.Detail.Text(), run.Version))]);

    private async Task BeatAsync(IClusterStore store)
    {
        var swept = options.Clock.GetTimestamp();
        using var timer = new PeriodicTimer(Beat, options.Clock);
        for (var (wasAway, beats) = (false, 0); await NextAsync(timer);)
        {
            try
            {
                var position = await workspace.Store.LogPositionAsync(_stopping.Token);
                await classifier.CatchUpAsync(_stopping.Token);
                foreach (var job in await store.BeatAsync(BeatNow(position), _stopping.Token))
                {
                    await jobs.StopHereAsync(job);
                }

                if (++beats % BeatsToCount == 0)
                {
                    await CountAsync(store, _stopping.Token);
                    await _permits!.RenewAsync(_stopping.Token);
                    replicas.Sweep();
                }

                if (options.Clock.GetElapsedTime(swept) > Sweep)
                {
                    swept = options.Clock.GetTimestamp();
                    await workspace.Files.SweepAsync(_stopping.Token);
                }

                wasAway = false;
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Whatever it was: a node that says nothing any more is taken for dead.
                if (!wasAway)
                {
                    Away(_log, e.Message);
                }

                wasAway = true;
            }
        }
    }

    private async Task CountAsync(IClusterStore store, CancellationToken cancellationToken)
    {
        var nodes = await store.NodesAsync(cancellationToken);
        _processes = new((Math.Max(1, nodes.Count(node => node.Address is not null)), Math.Max(1, nodes.Length)));
        if (_cluster is { } cluster)
        {
            // A node of another version may read or normalise a few texts in another way.
            judges.Know(cluster, [.. nodes.Where(node => node.Name != Name && node.Version == Version).Select(node => node.Address).OfType<string>()]);
        }
    }

    private async Task PlaceAsync(ICluster cluster)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await bell.WaitAsync(Look, _stopping.Token);
                if (workspace.Service.WantedJobs().Any(job => !jobs.IsAtWork(job.Id)) && !await cluster.WakeAsync(_stopping.Token))
                {
                    foreach (var placement in await PlanAsync(Alone, _stopping.Token))
                    {
                        await jobs.TakeUpAsync(placement.Job, _stopping.Token);
                    }
                }
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                NotPlaced(_log, e.Message);
            }
        }
    }

    private static IEnumerable<NodeRecord> Alone(IEnumerable<NodeRecord> nodes) =>
        nodes.Where(node => node.Name == Name).Select(node => node with { Address = Name });

    private async Task<bool> NextAsync(PeriodicTimer timer)
    {
        try
        {
            return await timer.WaitForNextTickAsync(_stopping.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(40, LogLevel.Warning, "This node can't tell the others that it lives: {Reason}")]
    private static partial void Away(ILogger log, string reason);

    [LoggerMessage(41, LogLevel.Information, "This node could not look at what waits; it looks again: {Reason}")]
    private static partial void NotPlaced(ILogger log, string reason);
}
