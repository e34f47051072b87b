using System.Net.Sockets;
using LeadScout.Questions;
using Npgsql;

namespace LeadScout.Postgres;

/// <summary>
/// Runs work in transactions. What the server takes back because others were in its way is done again; so is what a broken connection has cut
/// off, once it is known that it was not committed: after a connection was lost at the commit, the server is asked how that ended.
/// Thread-safe.
/// </summary>
internal sealed class Transactions(NpgsqlDataSource source, string name, TimeProvider clock)
{
    private const int MostConflicts = 20;
    private const string IdleInTransaction = "25P03"; // the server ended the session because this process stood still
    private const string IdleSession = "57P05";

    /// <summary>For how long a server that is gone, such as one that is being restarted, is waited for.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Called before each commit: tests break the connection there.</summary>
    public Func<NpgsqlConnection, Task>? BeforeCommit { get; set; }

    /// <summary>Called after each commit, before anybody is told: what it throws is taken for a connection that broke.</summary>
    public Action<NpgsqlConnection>? AfterCommit { get; set; }

    /// <summary>Reads, in one or several statements.</summary>
    public Task<T> ReadAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellation) =>
        AgainAsync(async () =>
        {
            await using var connection = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
            return await work(connection).ConfigureAwait(false);
        }, cancellation);

    /// <summary>Does all of the work or none of it; it is on the server's disk when the task completes.</summary>
    public Task<T> WriteAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellation) =>
        AgainAsync(() => OnceAsync(work, cancellation), cancellation);

    /// <summary>Whether the connection broke, or the server is away.</summary>
    public static bool IsLost(Exception e) => e switch
    {
        PostgresException
        {
            SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections
            or IdleInTransaction or IdleSession
        } => true,
        PostgresException { SqlState: ['0', '8', ..] } => true,
        PostgresException => false,
        NpgsqlException or SocketException or IOException => true,
        _ => false,
    };

    /// <summary>Whether the server's disk is full: somebody may make room.</summary>
    public static bool IsFull(Exception e) => e is PostgresException { SqlState: PostgresErrorCodes.DiskFull };

    private async Task<T> OnceAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None).ConfigureAwait(false);
        var number = (string)(await connection.ValueAsync("SELECT pg_current_xact_id()::text").ConfigureAwait(false))!;
        var result = await work(connection).ConfigureAwait(false);
        await (BeforeCommit?.Invoke(connection) ?? Task.CompletedTask).ConfigureAwait(false);
        try
        {
            await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
            AfterCommit?.Invoke(connection);
            return result;
        }
        catch (Exception e) when (IsLost(e))
        {
            return await WasCommittedAsync(number).ConfigureAwait(false) ? result : throw new CutOffException(e);
        }
    }

    /// <summary>How a transaction ended whose commit nobody confirmed.</summary>
    private Task<bool> WasCommittedAsync(string number) => AgainAsync(
        async () =>
        {
            await using var connection = await source.OpenConnectionAsync().ConfigureAwait(false);
            while (true)
            {
                switch (await connection.ValueAsync("SELECT pg_xact_status(@number::xid8)", ("number", number)).ConfigureAwait(false))
                {
                    case "committed":
                        return true;
                    case "in progress":
                        await Task.Delay(TimeSpan.FromMilliseconds(50), clock).ConfigureAwait(false);
                        break;
                    default:
                        return false;
                }
            }
        },
        CancellationToken.None);

    private async Task<T> AgainAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        long? since = null;
        for (var (conflicts, wait) = (0, 25); ;)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return await work().ConfigureAwait(false);
            }
            catch (PostgresException e) when (IsConflict(e) && ++conflicts < MostConflicts)
            {
                // The server has taken it back: nothing has happened yet.
            }
            catch (Exception e) when (IsLost(e) || IsFull(e) || e is CutOffException)
            {
                since ??= clock.GetTimestamp();
                if (clock.GetElapsedTime(since.Value) > Patience)
                {
                    throw PostgresFault.Away(name, e);
                }

                wait = Math.Min(2 * wait, 2000);
                await Task.Delay(TimeSpan.FromMilliseconds(wait), clock, cancellation).ConfigureAwait(false);
            }
            catch (PostgresException e) when (PostgresFault.Explain(name, e) is { } message)
            {
                throw new BadInputException("store-unusable", message, e);
            }
        }
    }

    private static bool IsConflict(PostgresException e) =>
        e.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    private sealed class CutOffException(Exception cause) : Exception(cause.Message, cause);
}
