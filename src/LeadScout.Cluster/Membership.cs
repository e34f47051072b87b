using System.Net;
using System.Net.Sockets;
using LeadScout.Questions;
using LeadScout.Server.Clustering;
using LeadScout.Teaching.Limits;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace LeadScout.Cluster;

/// <summary>
/// Keeps this node a member of its cluster. A node that the others have given up, because it was paused or cut off, joins anew under
/// another generation; its
/// server goes on meanwhile. Thread-safe.
/// </summary>
internal sealed partial class Membership(ClusterSettings settings, IClusterWork work) : ICluster
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LeaveTimeout = TimeSpan.FromSeconds(10);

    private readonly ILogger _log = settings.Log.CreateLogger<Membership>();
    private readonly CancellationTokenSource _leaving = new();
    private volatile IHost? _silo;
    private Task _joined = Task.CompletedTask;

    /// <inheritdoc/>
    public string? Address => _silo?.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress.ToParsableString();

    /// <inheritdoc/>
    /// <exception cref="BadInputException">The node's port is taken, or its address is none of this machine's.</exception>
    public void Join()
    {
        try
        {
            FreePort(settings.Options.Port);
        }
        catch (SocketException e)
        {
            throw new BadInputException(
                $"Can't listen to other nodes at {new IPEndPoint(settings.Options.Address, settings.Options.Port)}: {e.Message}. Name an address of this machine and a free port, or port 0 for any.", e);
        }

        _joined = Task.Run(StayAsync);
    }

    /// <inheritdoc/>
    public async Task<bool> WakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (Grains is not { } grains)
            {
                return false;
            }

            await grains.GetGrain<IJobDispatcher>(0).WakeAsync().WaitAsync(CallTimeout, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            NotReached(_log, e.Message);
            return false;
        }
    }

    /// <inheritdoc/>
    public async Task<CallPermit?> ExchangeAsync(string service, PermitExchange said, CancellationToken cancellationToken)
    {
        try
        {
            return Grains is { } grains
                ? (await grains.GetGrain<IPermitGrain>(service).ExchangeAsync(PermitWish.Of(said)).WaitAsync(CallTimeout, cancellationToken)
                    .ConfigureAwait(false)).ToPermit()
                : null;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task<JudgeReply?> JudgeAsync(string address, JudgeRequest request, CancellationToken cancellationToken)
    {
        if (Grains is not { } grains)
        {
            return null;
        }

        RequestContext.Set(IPlacementDirector.PlacementHintKey, SiloAddress.FromParsableString(address));
        try
        {
            var answer = await grains.GetGrain<IJudgeGrain>($"{request.Job}/{request.Question}/{address}").JudgeAsync(JudgeWish.Of(address, request))
                .WaitAsync(CallTimeout, cancellationToken).ConfigureAwait(false);
            return answer.ToReply();
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return null; // it has gone, it takes too long, or it is of a version that does not judge
        }
        finally
        {
            RequestContext.Remove(IPlacementDirector.PlacementHintKey);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync().ConfigureAwait(false);
        await _joined.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _leaving.Dispose();
    }

    private IGrainFactory? Grains => _silo?.Services.GetRequiredService<IGrainFactory>();

    private async Task StayAsync()
    {
        for (var wait = TimeSpan.FromSeconds(1); !_leaving.IsCancellationRequested;)
        {
            var lost = new LostMembership();
            try
            {
                using var silo = Silo.Build(settings, work, FreePort(settings.Options.Port), lost);
                try
                {
                    await silo.StartAsync(_leaving.Token).ConfigureAwait(false);
                    _silo = silo;
                    wait = TimeSpan.FromSeconds(1);
                    Joined(_log, Address!);
                    GaveUp(_log, await lost.Reason.WaitAsync(_leaving.Token).ConfigureAwait(false));
                }
                finally
                {
                    _silo = null;
                    await StopAsync(silo).ConfigureAwait(false);
                }
            }
            catch (Exception e) when (!_leaving.IsCancellationRequested)
            {
                NotJoined(_log, e.Message, wait);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(wait, _leaving.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            wait = TimeSpan.FromSeconds(Math.Min(10, 2 * wait.TotalSeconds));
        }
    }

    private async Task StopAsync(IHost silo)
    {
        using var patience = new CancellationTokenSource(LeaveTimeout);
        try
        {
            await silo.StopAsync(patience.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            NotLeft(_log, e.Message); // the others see by themselves that it has gone
        }
    }

    // Should another program take the port between this and the silo, joining fails and is tried with another.
    private int FreePort(int port)
    {
        using var socket = new Socket(settings.Options.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(settings.Options.Address, port));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    [LoggerMessage(1, LogLevel.Information, "This node has joined the others, at {Address}.")]
    private static partial void Joined(ILogger log, string address);

    [LoggerMessage(2, LogLevel.Warning, "The other nodes have given this one up; it joins anew. Jobs that it has go on unless another has taken them over: {Reason}")]
    private static partial void GaveUp(ILogger log, string reason);

    [LoggerMessage(3, LogLevel.Warning, "This node has not joined the others yet and works by itself; it tries again in {Wait}: {Reason}")]
    private static partial void NotJoined(ILogger log, string reason, TimeSpan wait);

    [LoggerMessage(4, LogLevel.Information, "This node could not take leave of the others: {Reason}")]
    private static partial void NotLeft(ILogger log, string reason);

    [LoggerMessage(5, LogLevel.Information, "Jobs wait that nobody has placed, so this node looks for itself: {Reason}")]
    private static partial void NotReached(ILogger log, string reason);
}
