using Npgsql;

namespace LeadScout.Postgres;

/// <summary>
/// Listens, over a connection of its own, for what changes the log. What it hears only wakes those who wait; a connection that breaks is made again,
/// and where nothing can be heard, as behind a pooler that keeps no session, nobody is worse off than by looking now and then. Thread-safe.
/// </summary>
internal sealed class LogWatch(NpgsqlDataSource source, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>Said in the transaction that changes the log, heard once it is committed.</summary>
    public const string Channel = Schema.Name;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopping = new();
    private TaskCompletionSource _next = Fresh();
    private Task? _listening;

    /// <summary>Completes with the next thing that is heard. Listening begins with the first who wants to know.</summary>
    public Task Next
    {
        get
        {
            lock (_lock)
            {
                _listening ??= Task.Run(ListenAsync);
                return _next.Task;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await (_listening ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task ListenAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(_stopping.Token).ConfigureAwait(false);
                await connection.RunAsync($"LISTEN {Channel}", _stopping.Token).ConfigureAwait(false);
                while (true)
                {
                    Tell(); // at first of what nobody could hear before
                    await connection.WaitAsync(_stopping.Token).ConfigureAwait(false);
                }
            }
            catch (Exception e) when (e is PostgresException or InvalidOperationException || Transactions.IsLost(e))
            {
                await Task.Delay(Pause, clock, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Tell()
    {
        TaskCompletionSource told;
        lock (_lock)
        {
            (told, _next) = (_next, Fresh());
        }

        told.TrySetResult();
    }
}
