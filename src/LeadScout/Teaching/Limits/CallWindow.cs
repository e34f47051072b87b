namespace LeadScout.Teaching.Limits;

/// <summary>
/// The calls of the last minute to one service, those that are out, how many it takes at once, and how long it has asked to be left alone. A call counts with the most
/// tokens that it can use until it has ended, then with what it used. Goes by the clock's timestamps, so a clock that is set does not
/// matter. Thread-safe.
/// </summary>
internal sealed class CallWindow(TimeProvider clock)
{
    /// <summary>A second more than a minute: calls take different times to the provider, which counts them as they arrive.</summary>
    internal static readonly TimeSpan Minute = TimeSpan.FromSeconds(61);

    private readonly Lock _lock = new();
    private readonly Queue<WindowCall> _lastMinute = new();
    private readonly AdaptiveConcurrencyLimiter _atOnce = new();
    private readonly List<CallWaiter> _waiting = []; // who came first stands first
    private TaskCompletionSource _changed = NewSignal();
    private long? _latest;
    private long _tokens; // of the last minute's calls
    private long _entered; // calls so far
    private int _out;
    private long _pausedAt;
    private TimeSpan _pause;

    /// <summary>Completes when a call has ended after this was read, or who has waited longest waits no more.</summary>
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

    /// <summary>
    /// Waits for room from now on, until it is disposed of. The tokens of who has waited longest are kept free: small calls would take the
    /// room of a large one for ever.
    /// </summary>
    /// <param name="tokens">The most that the call can use.</param>
    internal CallWaiter Queue(long tokens)
    {
        lock (_lock)
        {
            var waiter = new CallWaiter(this, tokens);
            _waiting.Add(waiter);
            return waiter;
        }
    }

    /// <summary>Waits no more.</summary>
    internal void Unqueue(CallWaiter waiter)
    {
        lock (_lock)
        {
            var place = _waiting.IndexOf(waiter);
            if (place >= 0)
            {
                _waiting.RemoveAt(place);
            }

            if (place != 0 || _waiting.Count == 0)
            {
                return;
            }
        }

        Signal();
    }

    /// <summary>Takes room for a call, if there is.</summary>
    /// <param name="limits">What is allowed.</param>
    /// <param name="waiter">The call that waits for it.</param>
    /// <param name="wait">How long there is none yet, as far as it can be said; zero with a call.</param>
    /// <returns>The call; null where there is no room.</returns>
    internal WindowCall? TryEnter(RateLimits limits, CallWaiter waiter, out TimeSpan wait)
    {
        lock (_lock)
        {
            wait = WaitFor(limits, waiter);
            return wait <= TimeSpan.Zero ? Entered(waiter.Tokens, TimeSpan.Zero) : null;
        }
    }

    /// <summary>How long there is no room for a call, as far as it can be said.</summary>
    internal TimeSpan Wait(RateLimits limits, CallWaiter waiter)
    {
        lock (_lock)
        {
            return WaitFor(limits, waiter);
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

    /// <summary>How many calls may be out at once because the service said that there were too many; null while it does not.</summary>
    internal int? Narrowed
    {
        get
        {
            lock (_lock)
            {
                return _atOnce.Limit;
            }
        }
    }

    /// <summary>Ends a call; what it used counts from now on, and what it says of the service is taken in. Once.</summary>
    internal void Leave(WindowCall call, long tokens, CallSignal signal = CallSignal.None)
    {
        lock (_lock)
        {
            _atOnce.Learn(signal, call.Number, _entered, _out);
            _tokens += call.IsCounted ? tokens - call.Tokens : 0;
            (call.Tokens, _out) = (tokens, _out - 1);
        }

        Signal();
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
        var call = new WindowCall(++_entered, at, tokens) { IsCounted = true };
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

    private void Signal()
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            (changed, _changed) = (_changed, NewSignal());
        }

        changed.SetResult();
    }

    private TimeSpan WaitFor(RateLimits limits, CallWaiter waiter)
    {
        Forget();
        var tokens = waiter.Tokens;
        var wait = Later(_pause - clock.GetElapsedTime(_pausedAt), limits, tokens);
        if (_out >= limits.CallsAtOnce || _out >= _atOnce.Limit)
        {
            wait = Longer(wait, Minute); // sooner, when one ends
        }

        var ahead = _waiting is [var longest, ..] && longest != waiter ? longest.Tokens : 0;
        var (requests, used) = (_lastMinute.Count, _tokens);
        foreach (var call in _lastMinute)
        {
            if (Fits(requests, used))
            {
                break;
            }

            (requests, used) = (requests - 1, used - call.Tokens);
            wait = Longer(wait, Minute - clock.GetElapsedTime(call.At));
        }

        return Fits(requests, used) ? wait : Longer(wait, Minute); // sooner, when who has waited longest has its room

        // A call that is too large for any minute goes when it has one for itself.
        bool Fits(int calls, long others) =>
            calls + 1 <= (limits.RequestsPerMinute ?? int.MaxValue)
            && (others + ahead == 0 || others + ahead + tokens <= (limits.TokensPerMinute ?? long.MaxValue));
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

/// <summary>A call that waits for room in a <see cref="CallWindow"/>, until it is disposed of.</summary>
/// <param name="window">The window.</param>
/// <param name="tokens">The most that it can use.</param>
internal sealed class CallWaiter(CallWindow window, long tokens) : IDisposable
{
    public long Tokens => tokens;

    public void Dispose() => window.Unqueue(this);
}

/// <summary>A call in a <see cref="CallWindow"/>.</summary>
/// <param name="number">Its place in the order of going out, from 1.</param>
/// <param name="at">When it went out, by the clock's timestamps.</param>
/// <param name="tokens">The most that it can use.</param>
internal sealed class WindowCall(long number, long at, long tokens)
{
    public long Number => number;

    public long At => at;

    public long Tokens { get; set; } = tokens;

    /// <summary>Whether it is one of the last minute.</summary>
    public bool IsCounted { get; set; }

    /// <summary>The number of its permit; null for a call that needed none.</summary>
    public long? Permit { get; set; }
}
