namespace LeadScout.Teaching.Limits;

/// <summary>
/// Holds calls back until the last minute has room for them, and while the provider has asked everybody to wait; over all who share the
/// service, in this process and in others. Thread-safe.
/// </summary>
/// <param name="limits">What its owner says is allowed.</param>
/// <param name="clock">The time.</param>
/// <param name="shared">The service as others use it, too; null for nobody else.</param>
internal sealed class SlidingWindowLimiter(RateLimits limits, TimeProvider clock, SharedService? shared = null)
{
    private readonly RateLimits _limits = shared is null ? limits : limits.And(shared.Stated);
    private readonly CallWindow _window = shared?.Window ?? new CallWindow(clock);

    /// <summary>Waits for room, and takes it.</summary>
    /// <param name="tokens">The most that the call can use.</param>
    /// <param name="stop">Ends the waiting.</param>
    public async Task<WindowCall> EnterAsync(long tokens, CancellationToken stop)
    {
        using var waiter = _window.Queue(tokens);
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            var changed = _window.Changed;
            if (!TryEnter(waiter, out var call, out var wait))
            {
                (call, wait) = await AskAsync(shared!.Owner.Permits!, waiter, stop).ConfigureAwait(false);
            }

            if (call is not null)
            {
                return call;
            }

            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stop);
            await Task.WhenAny(changed, Task.Delay(wait, clock, waiting.Token)).ConfigureAwait(false);
            await waiting.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Ends a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="tokens">What it used.</param>
    /// <param name="signal">What it says of how many calls the service takes at once: whoever handed out its permit learns it, else this process.</param>
    public void Leave(WindowCall call, long tokens, CallSignal signal)
    {
        _window.Leave(call, tokens, call.Permit is null ? signal : CallSignal.None);
        if (_limits.IsAny)
        {
            shared?.Owner.Permits?.GiveBack(shared.Name, call.Permit, tokens, signal);
        }
    }

    /// <summary>Nobody calls for so long: the provider has asked for it.</summary>
    public void Pause(TimeSpan time)
    {
        _window.Pause(time);
        if (_limits.IsAny)
        {
            shared?.Owner.Permits?.Pause(shared.Name, time);
        }
    }

    /// <summary>Decides by what this process knows.</summary>
    /// <returns>False where it has room, and others are to be asked.</returns>
    private bool TryEnter(CallWaiter waiter, out WindowCall? call, out TimeSpan wait)
    {
        if (!_limits.IsAny || shared?.Owner.Permits is null)
        {
            call = _window.TryEnter(_limits, waiter, out wait);
            return true;
        }

        (call, wait) = (null, _window.Wait(_limits, waiter));
        return wait > TimeSpan.Zero;
    }

    private async Task<(WindowCall? Call, TimeSpan Wait)> AskAsync(ICallPermits permits, CallWaiter waiter, CancellationToken stop)
    {
        var permit = await permits.TakeAsync(shared!.Name, _limits, waiter.Tokens, stop).ConfigureAwait(false);
        if (permit.Number is { } number)
        {
            var granted = _window.Enter(waiter.Tokens);
            granted.Permit = number;
            return (granted, TimeSpan.Zero);
        }

        return permit.Parts is { } parts
            ? (_window.TryEnter(_limits.Share(1, parts), waiter, out var wait), wait)
            : (null, permit.Wait);
    }
}
