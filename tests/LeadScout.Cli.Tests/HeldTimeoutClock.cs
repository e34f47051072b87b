namespace LeadScout.Cli.Tests;

/// <summary>A fast clock on which one kind of timeout passes when a test says so, however slow the machine is. Thread-safe.</summary>
/// <param name="held">The timers that wait for it: those of just this length.</param>
internal sealed class HeldTimeoutClock(TimeSpan held) : TimeProvider
{
    private readonly FastClock _others = new();
    private readonly Lock _lock = new();
    private readonly List<ITimer> _held = [];

    public override DateTimeOffset GetUtcNow() => _others.GetUtcNow();

    public override long GetTimestamp() => _others.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != held)
        {
            return _others.CreateTimer(callback, state, dueTime, period);
        }

        var timer = System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, period);
        lock (_lock)
        {
            _held.Add(timer);
        }

        return timer;
    }

    /// <summary>Lets those pass that wait by now; later ones wait for the next time.</summary>
    public void Pass()
    {
        lock (_lock)
        {
            _held.ForEach(timer => timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan));
            _held.Clear();
        }
    }
}
