using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace LeadScout.Postgres.Tests;

/// <summary>
/// Between a node and its database: passes bytes on until it is cut, and then takes them and says nothing, as a network that has lost a
/// machine. Thread-safe.
/// </summary>
public sealed class Proxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly EndPoint _target;
    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentDictionary<Socket, byte> _sockets = [];
    private readonly Task _accepting;
    private TaskCompletionSource _open = Opened();

    /// <param name="target">Where the bytes go.</param>
    public Proxy(EndPoint target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens on 127.0.0.1.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Loses everything from now on; nobody is told.</summary>
    public void Cut() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Passes new connections on; the old ones are gone, as they are when a network comes back after long.</summary>
    public void Mend()
    {
        foreach (var socket in _sockets.Keys)
        {
            socket.Dispose();
        }

        _open.TrySetResult();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Stop();
        Mend();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_ending.IsCancellationRequested)
        {
            var socket = await _listener.AcceptSocketAsync(_ending.Token);
            socket.NoDelay = true; // else half of what a database says in two parts waits 40 ms for an acknowledgement
            _ = PassAsync(socket);
        }
    }

    private async Task PassAsync(Socket near)
    {
        _sockets.TryAdd(near, 0);
        using var far = new Socket(_target.AddressFamily, SocketType.Stream, _target is IPEndPoint ? ProtocolType.Tcp : ProtocolType.Unspecified);
        try
        {
            await _open.Task.WaitAsync(_ending.Token);
            await far.ConnectAsync(_target, _ending.Token);
            _sockets.TryAdd(far, 0);
            await Task.WhenAny(PumpAsync(near, far), PumpAsync(far, near));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Closed below: whoever is at the other end sees it.
        }

        _sockets.TryRemove(far, out _);
        _sockets.TryRemove(near, out _);
        near.Dispose();
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, _ending.Token) is > 0 and var read)
            {
                await _open.Task.WaitAsync(_ending.Token);
                await to.SendAsync(buffer.AsMemory(0, read), _ending.Token);
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The other end is closed with it.
        }
    }

    private static TaskCompletionSource Opened()
    {
        var opened = new TaskCompletionSource();
        opened.SetResult();
        return opened;
    }
}
