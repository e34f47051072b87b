namespace LeadScout.Server.Jobs;

/// <summary>Lets only so much heavy work go on at once; the rest waits without holding a thread. Thread-safe.</summary>
/// <param name="most">How much, at least 1.</param>
/// <param name="atRest">Told when the last is done and nothing waits; null for nobody.</param>
internal sealed class WorkLimit(int most, Action? atRest = null) : IDisposable
{
    private readonly SemaphoreSlim _places = new(most);
    private int _waiting;
    private int _present;

    /// <summary>How much waits for a place.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Does the work once there is a place.</summary>
    /// <exception cref="OperationCanceledException">Nobody waits for it any more.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _present);
        try
        {
            return await InTurnAsync(work, cancellation);
        }
        finally
        {
            if (Interlocked.Decrement(ref _present) == 0)
            {
                atRest?.Invoke();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    private async Task<T> InTurnAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            await _places.WaitAsync(cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        try
        {
            return await work();
        }
        finally
        {
            _places.Release();
        }
    }
}
