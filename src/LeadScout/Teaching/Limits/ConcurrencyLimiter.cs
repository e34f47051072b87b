namespace LeadScout.Teaching.Limits;

/// <summary>
/// How many calls one asker may have out at once; and whether the teacher is merely stumbling or gone. How many it takes from all who ask it
/// is learnt where they share it: <see cref="CallWindow"/>. Thread-safe.
/// </summary>
/// <param name="concurrency">The most calls.</param>
/// <param name="retry">How patient to be.</param>
internal sealed class ConcurrencyLimiter(int concurrency, RetryPolicy retry)
{
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private int _out;
    private int _failuresInARow;
    private bool _everAnswered;

    /// <summary>Waits for a place.</summary>
    public async Task EnterAsync(CancellationToken stop)
    {
        TaskCompletionSource? turn = null;
        lock (_lock)
        {
            if (_out < concurrency)
            {
                _out++;
                return;
            }

            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(turn);
        }

        using (stop.Register(() => turn.TrySetCanceled(stop)))
        {
            await turn.Task.ConfigureAwait(false);
        }
    }

    /// <summary>Gives the place back and draws the lesson.</summary>
    /// <param name="fault">How the call went wrong as a whole, or null.</param>
    public void Leave(TeacherFaultKind? fault)
    {
        lock (_lock)
        {
            _out--;
            Learn(fault);
            while (_out < concurrency && _waiting.TryDequeue(out var next))
            {
                _out += next.TrySetResult() ? 1 : 0;
            }
        }
    }

    /// <summary>
    /// Whether a batch that failed so often in a row should give up: nobody else gets through either, and patience is over.
    /// A teacher that never answered at all is taken for misconfigured sooner.
    /// </summary>
    public bool IsOutage(int failuresOfBatch)
    {
        lock (_lock)
        {
            var patience = _everAnswered ? retry.TriesPerOutage : retry.TriesAtFirst;
            return failuresOfBatch >= patience && _failuresInARow >= patience;
        }
    }

    private void Learn(TeacherFaultKind? fault)
    {
        switch (fault)
        {
            case TeacherFaultKind.RateLimited or TeacherFaultKind.TimedOut or TeacherFaultKind.Unavailable or TeacherFaultKind.Loading:
                _failuresInARow++;
                break;
            case TeacherFaultKind.Renegotiated or TeacherFaultKind.OutOfMoney:
                break;
            default:
                (_failuresInARow, _everAnswered) = (0, true);
                break;
        }
    }
}
