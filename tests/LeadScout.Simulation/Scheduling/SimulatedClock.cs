namespace LeadScout.Simulation.Scheduling;

/// <summary>A process's clock: simulated time, and its timers are events. A dead process has none.</summary>
internal sealed class SimulatedClock(Simulator simulator, SimulatedProcess process) : TimeProvider
{
    private static readonly DateTimeOffset Beginning = new(2026, 3, 29, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => simulator.Look();

    public override DateTimeOffset GetUtcNow() => Beginning.AddTicks(simulator.Now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(simulator, process, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(Simulator simulator, SimulatedProcess process, Action callback) : ITimer
    {
        private SimulatedEvent? _next;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _next?.Cancel();
            if (dueTime >= TimeSpan.Zero)
            {
                _next = simulator.Post(dueTime.Ticks, $"{process.Name} timer", () =>
                {
                    if (process.Live())
                    {
                        callback();
                        if (period > TimeSpan.Zero)
                        {
                            Change(period, period);
                        }
                    }

                    return Task.CompletedTask;
                });
            }

            return true;
        }

        public void Dispose() => _next?.Cancel();

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
