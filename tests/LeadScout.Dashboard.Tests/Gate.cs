namespace LeadScout.Dashboard.Tests;

/// <summary>
/// Lets some through and holds the rest until it is opened: a job stands still where a test wants to look at it. Thread-safe.
/// </summary>
internal sealed class Gate(int free)
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _holds = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _passed;

    /// <summary>Completed once somebody waits before it.</summary>
    public Task Holds => _holds.Task;

    /// <summary>Waits for its turn.</summary>
    public Task PassAsync(CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref _passed) <= free)
        {
            return Task.CompletedTask;
        }

        _holds.TrySetResult();
        return _open.Task.WaitAsync(cancellation);
    }

    /// <summary>Lets all through from now on.</summary>
    public void Open() => _open.TrySetResult();
}
