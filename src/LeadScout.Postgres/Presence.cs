using System.Globalization;
using System.Net.Sockets;
using Npgsql;

namespace LeadScout.Postgres;

/// <summary>
/// One connection of its own, by which others see that this process is alive: it has an advisory lock under the process's number, renews the
/// leases that the process holds, and tells late what could not be told in time. Should it break, it is made again. All of that is a hint; what may be written is decided by epochs alone.
/// Thread-safe.
/// </summary>
internal sealed class Presence : IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly NpgsqlDataSource _source;
    private readonly TimeProvider _clock;
    private readonly HeldLeases _leases;
    private readonly HeldClaims _claims;
    private readonly CancellationTokenSource _stopping = new();
    private NpgsqlConnection _connection;
    private bool _isLocked;
    private readonly Task _beating;

    private Presence(NpgsqlDataSource source, TimeProvider clock, HeldLeases leases, HeldClaims claims, NpgsqlConnection connection, int number)
    {
        (_source, _clock, _leases, _claims, _connection, Number) = (source, clock, leases, claims, connection, number);
        _beating = Task.Run(BeatAsync);
    }

    /// <summary>This process's number, never given to another.</summary>
    public int Number { get; }

    /// <summary>Who this is, for a person: the machine and the process.</summary>
    public static string Name { get; } =
        string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName}");

    /// <summary>Connects.</summary>
    public static async Task<Presence> OfAsync(NpgsqlDataSource source, TimeProvider clock, HeldLeases leases, HeldClaims claims)
    {
        var connection = await source.OpenConnectionAsync().ConfigureAwait(false);
        try
        {
            var number = (int)await connection.WholeAsync("SELECT nextval('holder_id')").ConfigureAwait(false);
            await TryLockAsync(connection, number, CancellationToken.None).ConfigureAwait(false); // nobody else has ever had the number
            return new Presence(source, clock, leases, claims, connection, number) { _isLocked = true };
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _beating.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _connection.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    /// <summary>
    /// Never waits: the server may take long to see that a connection is dead that still has the lock. Others see this
    /// process by that one until then.
    /// </summary>
    private static async Task<bool> TryLockAsync(NpgsqlConnection connection, int number, CancellationToken cancellationToken) =>
        (bool)(await connection.ValueAsync(
            "SELECT pg_try_advisory_lock(@presence, @number)",
            cancellationToken,
            ("presence", LeaseTable.Presence),
            ("number", number)).ConfigureAwait(false))!;

    private static bool IsBroken(Exception e) =>
        e is NpgsqlException or InvalidOperationException or ObjectDisposedException or IOException or SocketException;

    private async Task BeatAsync()
    {
        using var timer = new PeriodicTimer(Beat, _clock);
        for (var tick = NextAsync(timer); !_stopping.IsCancellationRequested;)
        {
            try
            {
                await WatchAsync(tick).ConfigureAwait(false);
                tick = tick.IsCompleted ? NextAsync(timer) : tick;
                await TellAsync().ConfigureAwait(false);
            }
            catch (Exception e) when (IsBroken(e))
            {
                await ConnectAgainAsync().ConfigureAwait(false);
            }
        }
    }

    private Task<bool> NextAsync(PeriodicTimer timer) => timer.WaitForNextTickAsync(_stopping.Token).AsTask();

    /// <summary>Returns with the next beat, and throws as soon as the connection breaks: the others see it at that moment, too.</summary>
    private async Task WatchAsync(Task tick)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        var broken = _connection.WaitAsync(ended.Token);
        await Task.WhenAny(tick, broken).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        try
        {
            await broken.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Nothing was to be heard.
        }
    }

    private async Task TellAsync()
    {
        _isLocked = _isLocked || await TryLockAsync(_connection, Number, _stopping.Token).ConfigureAwait(false);
        await _leases.TellAsync(_connection, Number, _stopping.Token).ConfigureAwait(false);
        await _claims.RenewAsync(_connection, _stopping.Token).ConfigureAwait(false);
        await _claims.TellAsync(_connection, _stopping.Token).ConfigureAwait(false);
    }

    private async Task ConnectAgainAsync()
    {
        _isLocked = false;
        await _connection.DisposeAsync().ConfigureAwait(false);
        try
        {
            _connection = await _source.OpenConnectionAsync(_stopping.Token).ConfigureAwait(false);
            await TellAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (IsBroken(e))
        {
            // The server is away: soon again.
            await Task.Delay(Pause, _clock, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
