namespace LeadScout.Cli.Tests;

/// <summary>
/// A clock that runs a thousand times faster. Timers longer than a limit run at their real speed, so that no call times out on a slow
/// machine.
/// </summary>
internal sealed class FastClock : TimeProvider
{
    private const int Speed = 1_000;

    private readonly DateTimeOffset _start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private readonly long _startedAt = System.GetTimestamp();

    /// <summary>Timers up to this long run fast.</summary>
    public TimeSpan LongestFast { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How far the wall clock is off at each look at it; timestamps and timers do not care.</summary>
    public Func<TimeSpan> Jump { get; init; } = () => TimeSpan.Zero;

    public override DateTimeOffset GetUtcNow() => _start + (Speed * System.GetElapsedTime(_startedAt)) + Jump();

    public override long GetTimestamp() => _startedAt + (Speed * (System.GetTimestamp() - _startedAt));

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Hurried(dueTime), Hurried(period));

    private TimeSpan Hurried(TimeSpan time) => time <= TimeSpan.Zero || time > LongestFast ? time : time / Speed;
}
