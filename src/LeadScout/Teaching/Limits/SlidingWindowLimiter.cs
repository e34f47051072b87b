namespace LeadScout.Teaching.Limits;

/// <summary>
/// Holds calls back until the last minute has room for them, and while the provider has asked everybody to wait. A call counts with the
/// most it can use until it has ended, then with what it used. Goes by the clock's timestamps, so a clock that is set does not matter.
/// Thread-safe.
/// </summary>
internal sealed class SlidingWindowLimiter(RateLimits limits, TimeProvider clock)
{
    // A second more than a minute: calls take different times to the provider, which counts them as they arrive.
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(61);

    private readonly Lock _lock = new();
    private readonly Queue<Entry> _lastMinute = new();
    private TaskCompletionSource _changed = NewSignal();
    private long _pausedAt;
    private TimeSpan _pause;

    /// <summary>Waits for room, and takes it.</summary>
    /// <param name="tokens">The most that the call can use.</param>
    /// <param name="stop">Ends the waiting.</param>
    public async Task<Entry> EnterAsync(long tokens, CancellationToken stop)
    {
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            TimeSpan wait;
            Task changed;
            lock (_lock)
            {
                wait = WaitFor(tokens);
                if (wait <= TimeSpan.Zero)
                {
                    var entry = new Entry(clock.GetTimestamp(), tokens);
                    _lastMinute.Enqueue(entry);
                    return entry;
                }

                changed = _changed.Task;
            }

            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stop);
            await Task.WhenAny(changed, Task.Delay(wait, clock, waiting.Token)).ConfigureAwait(false);
            await waiting.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Corrects a call's tokens to what it used.</summary>
    public void Leave(Entry entry, long tokens)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            entry.Tokens = tokens;
            (changed, _changed) = (_changed, NewSignal());
        }

        changed.SetResult();
    }

    /// <summary>Nobody calls for so long: the provider has asked for it.</summary>
    public void Pause(TimeSpan time)
    {
        lock (_lock)
        {
            if (time > _pause - clock.GetElapsedTime(_pausedAt))
            {
                (_pausedAt, _pause) = (clock.GetTimestamp(), time);
            }
        }
    }

    private TimeSpan WaitFor(long tokens)
    {
        while (_lastMinute.TryPeek(out var oldest) && clock.GetElapsedTime(oldest.At) >= Minute)
        {
            _lastMinute.Dequeue();
        }

        var pause = _pause - clock.GetElapsedTime(_pausedAt);
        var (requests, used) = (_lastMinute.Count, _lastMinute.Sum(entry => entry.Tokens));
        foreach (var entry in _lastMinute)
        {
            // A call that is too large for any minute goes when it has one for itself.
            if (requests + 1 <= (limits.RequestsPerMinute ?? int.MaxValue)
                && (used == 0 || used + tokens <= (limits.TokensPerMinute ?? long.MaxValue)))
            {
                break;
            }

            (requests, used) = (requests - 1, used - entry.Tokens);
            var room = Minute - clock.GetElapsedTime(entry.At);
            pause = room > pause ? room : pause;
        }

        return pause;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A call of the last minute.</summary>
    internal sealed class Entry(long at, long tokens)
    {
        public long At => at;

        public long Tokens { get; set; } = tokens;
    }
}
