namespace LeadScout.Server.Clustering;

/// <summary>Rung when a job waits or a place has become free; rings that nobody has heard yet are one. Thread-safe.</summary>
internal sealed class WorkBell : IDisposable
{
    private readonly SemaphoreSlim _rung = new(0, 1);

    /// <summary>Rings.</summary>
    public void Ring()
    {
        lock (_rung)
        {
            if (_rung.CurrentCount == 0)
            {
                _rung.Release();
            }
        }
    }

    /// <summary>Waits for the bell, for so long at most.</summary>
    public Task<bool> WaitAsync(TimeSpan most, CancellationToken cancellation) => _rung.WaitAsync(most, cancellation);

    /// <inheritdoc/>
    public void Dispose() => _rung.Dispose();
}
