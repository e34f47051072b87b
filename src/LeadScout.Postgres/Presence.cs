using System.Globalization;
using Npgsql;

namespace LeadScout.Postgres;

/// <summary>
/// One connection of its own, by which others see that this process is alive: it has an advisory lock under the process's number, and renews the
/// leases that the process holds. Should it break, it is made again. All of that is a hint; what may be written is decided by epochs alone.
/// Thread-safe.
/// </summary>
internal sealed class Presence : IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    private readonly NpgsqlDataSource _source;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stopping = new();
    private NpgsqlConnection _connection;
    private readonly Task _beating;

    private Presence(NpgsqlDataSource source, TimeProvider clock, NpgsqlConnection connection, int number)
    {
        (_source, _clock, _connection, Number) = (source, clock, connection, number);
        _beating = Task.Run(BeatAsync);
    }

    /// <summary>This process's number, never given to another.</summary>
    public int Number { get; }

    /// <summary>Who this is, for a person: the machine and the process.</summary>
    public static string Name { get; } =
        string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName}");

    /// <summary>Connects.</summary>
    public static async Task<Presence> OfAsync(NpgsqlDataSource source, TimeProvider clock)
    {
        var connection = await source.OpenConnectionAsync().ConfigureAwait(false);
        try
        {
            var number = (int)await connection.WholeAsync("SELECT nextval('holder_id')").ConfigureAwait(false);
            await LockAsync(connection, number).ConfigureAwait(false);
            return new Presence(source, clock, connection, number);
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

    private static Task<object?> LockAsync(NpgsqlConnection connection, int number) =>
        connection.ValueAsync("SELECT pg_advisory_lock(@presence, @number)", ("presence", LeaseTable.Presence), ("number", number));

    private async Task BeatAsync()
    {
        using var timer = new PeriodicTimer(Beat, _clock);
        while (await timer.WaitForNextTickAsync(_stopping.Token).ConfigureAwait(false))
        {
            try
            {
                await LeaseTable.RenewAsync(_connection, Number).ConfigureAwait(false);
            }
            catch (Exception e) when (e is NpgsqlException or InvalidOperationException or ObjectDisposedException or IOException)
            {
                await ConnectAgainAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task ConnectAgainAsync()
    {
        await _connection.DisposeAsync().ConfigureAwait(false);
        try
        {
            _connection = await _source.OpenConnectionAsync(_stopping.Token).ConfigureAwait(false);
            await LockAsync(_connection, Number).ConfigureAwait(false);
        }
        catch (Exception e) when (e is NpgsqlException or IOException)
        {
            // The server is away; the next beat tries again.
        }
    }
}
