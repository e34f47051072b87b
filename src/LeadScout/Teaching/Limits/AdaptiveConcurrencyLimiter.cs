namespace LeadScout.Teaching.Limits;

/// <summary>
/// How many calls may be out at once: fewer after the provider says "too many" or does not reply in time, more again while it answers. Also
/// knows whether the teacher is merely stumbling or gone. Thread-safe.
/// </summary>
internal sealed class AdaptiveConcurrencyLimiter
{
    private readonly int _most;
    private readonly RetryPolicy _retry;
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private int _limit;
    private int _out;
    private int _successes; // since the limit last changed
    private int _failuresInARow;
    private bool _everAnswered;

    public AdaptiveConcurrencyLimiter(int concurrency, RetryPolicy retry) => (_most, _limit, _retry) = (concurrency, concurrency, retry);

    /// <summary>How many calls may be out at once, as of now.</summary>
    public int Limit
    {
        get
        {
            lock (_lock)
            {
                return _limit;
            }
        }
    }

    /// <summary>Waits for a place.</summary>
    public async Task EnterAsync(CancellationToken stop)
    {
        TaskCompletionSource? turn = null;
        lock (_lock)
        {
            if (_out < _limit)
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
            while (_out < _limit && _waiting.TryDequeue(out var next))
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
            var patience = _everAnswered ? _retry.TriesPerOutage : _retry.TriesAtFirst;
            return failuresOfBatch >= patience && _failuresInARow >= patience;
        }
    }

    private void Learn(TeacherFaultKind? fault)
    {
        switch (fault)
        {
            case TeacherFaultKind.RateLimited or TeacherFaultKind.TimedOut:
                _failuresInARow++;
                _successes = 0;
                _limit = Math.Max(1, _limit / 2);
                break;
            case TeacherFaultKind.Unavailable or TeacherFaultKind.Loading:
                _failuresInARow++;
                break;
            case TeacherFaultKind.Renegotiated or TeacherFaultKind.OutOfMoney:
                break;
            default:
                _failuresInARow = 0;
                _everAnswered = true;
                if (++_successes >= _limit && _limit < _most)
                {
                    _limit++;
                    _successes = 0;
                }

                break;
        }
    }
}
