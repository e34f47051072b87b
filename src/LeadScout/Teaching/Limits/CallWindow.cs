namespace LeadScout.Teaching.Limits;

/// <summary>
/// The calls of the last minute to one service, those that are out, and how long it has asked to be left alone. A call counts with the most
/// tokens that it can use until it has ended, then with what it used. Goes by the clock's timestamps, so a clock that is set does not
/// matter. Thread-safe.
/// </summary>
internal sealed class CallWindow(TimeProvider clock)
{
    /// <summary>A second more than a minute: calls take different times to the provider, which counts them as they arrive.</summary>
    internal static readonly TimeSpan Minute = TimeSpan.FromSeconds(61);

    private readonly Lock _lock = new();
    private readonly Queue<WindowCall> _lastMinute = new();
    private TaskCompletionSource _changed = NewSignal();
    private long? _latest;
    private long _tokens; // of the last minute's calls
    private int _out;
    private long _pausedAt;
    private TimeSpan _pause;

    /// <summary>Completes when a call has ended after this was read.</summary>
    internal Task Changed
    {
        get
        {
            lock (_lock)
            {
                return _changed.Task;
            }
        }
    }

    /// <summary>Calls of the last minute, the tokens that they count for, and how many are out.</summary>
    public (int Calls, long Tokens, int Out) Use
    {
        get
        {
            lock (_lock)
            {
                Forget();
                return (_lastMinute.Count, _tokens, _out);
            }
        }
    }

    /// <summary>Takes room for a call, if there is.</summary>
    /// <param name="limits">What is allowed.</param>
    /// <param name="tokens">The most that the call can use.</param>
    /// <param name="wait">How long there is none yet, as far as it can be said; zero with a call.</param>
    /// <returns>The call; null where there is no room.</returns>
    internal WindowCall? TryEnter(RateLimits limits, long tokens, out TimeSpan wait)
    {
        lock (_lock)
        {
            wait = WaitFor(limits, tokens);
            return wait <= TimeSpan.Zero ? Entered(tokens, TimeSpan.Zero) : null;
        }
    }

    /// <summary>How long there is no room for a call, as far as it can be said.</summary>
    internal TimeSpan Wait(RateLimits limits, long tokens)
    {
        lock (_lock)
        {
            return WaitFor(limits, tokens);
        }
    }

    /// <summary>A call for which somebody else has found room, or that went out a while ago.</summary>
    internal WindowCall Enter(long tokens, TimeSpan ago = default)
    {
        lock (_lock)
        {
            return Entered(tokens, ago);
        }
    }

    /// <summary>Ends a call; what it used counts from now on. Once.</summary>
    internal void Leave(WindowCall call, long tokens)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            _tokens += call.IsCounted ? tokens - call.Tokens : 0;
            (call.Tokens, _out) = (tokens, _out - 1);
            (changed, _changed) = (_changed, NewSignal());
        }

        changed.SetResult();
    }

    /// <summary>Nobody calls for so long: the provider has asked for it.</summary>
    internal void Pause(TimeSpan time)
    {
        lock (_lock)
        {
            if (time > _pause - clock.GetElapsedTime(_pausedAt))
            {
                (_pausedAt, _pause) = (clock.GetTimestamp(), time);
            }
        }
    }

    private WindowCall Entered(long tokens, TimeSpan ago)
    {
        var at = clock.GetTimestamp() - (long)(ago.TotalSeconds * clock.TimestampFrequency);
        var call = new WindowCall(at, tokens) { IsCounted = true };
        _tokens += tokens;
        _lastMinute.Enqueue(call);
        _latest = _latest is { } latest && latest > at ? latest : at;
        _out++;
        return call;
    }

    private void Forget()
    {
        while (_lastMinute.TryPeek(out var oldest) && clock.GetElapsedTime(oldest.At) >= Minute)
        {
            _lastMinute.Dequeue();
            _tokens -= oldest.Tokens;
            oldest.IsCounted = false;
        }
    }

    private TimeSpan WaitFor(RateLimits limits, long tokens)
    {
        Forget();
        var wait = Later(_pause - clock.GetElapsedTime(_pausedAt), limits, tokens);
        if (_out >= limits.CallsAtOnce)
        {
            wait = Longer(wait, Minute); // sooner, when one ends
        }

        var (requests, used) = (_lastMinute.Count, _tokens);
        foreach (var call in _lastMinute)
        {
            // A call that is too large for any minute goes when it has one for itself.
            if (requests + 1 <= (limits.RequestsPerMinute ?? int.MaxValue)
                && (used == 0 || used + tokens <= (limits.TokensPerMinute ?? long.MaxValue)))
            {
                break;
            }

            (requests, used) = (requests - 1, used - call.Tokens);
            wait = Longer(wait, Minute - clock.GetElapsedTime(call.At));
        }

        return wait;
    }

    // Where others have parts of the same limits, a call that is larger than a part takes as many minutes as it has parts.
    private TimeSpan Later(TimeSpan wait, RateLimits limits, long tokens)
    {
        if (_latest is not { } latest || limits.Parts == 1)
        {
            return wait;
        }

        var minutes = limits.TokensPerMinute is { } most && tokens > most ? Math.Min(limits.Parts, (double)tokens / most) : 0;
        return Longer(wait, Longer(limits.Apart, Minute * minutes) - clock.GetElapsedTime(latest));
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>A call in a <see cref="CallWindow"/>.</summary>
/// <param name="at">When it went out, by the clock's timestamps.</param>
/// <param name="tokens">The most that it can use.</param>
internal sealed class WindowCall(long at, long tokens)
{
    public long At => at;

    public long Tokens { get; set; } = tokens;

    /// <summary>Whether it is one of the last minute.</summary>
    public bool IsCounted { get; set; }

    /// <summary>The number of its permit; null for a call that needed none.</summary>
    public long? Permit { get; set; }
}
