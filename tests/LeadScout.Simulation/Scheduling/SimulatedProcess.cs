namespace LeadScout.Simulation.Scheduling;

/// <summary>
/// One life of the program. It may be killed at any of its events: then nothing of it goes on, and what it held in memory is gone.
/// </summary>
internal sealed class SimulatedProcess(Simulator simulator, string name)
{
    private int? _eventsLeft;

    public string Name => name;

    public bool IsAlive { get; private set; } = true;

    public SimulatedClock Clock => new(simulator, this);

    /// <summary>Called when it dies.</summary>
    public Action Died { get; init; } = () => { };

    /// <summary>Kills it at the n-th event from now on, counted from 1.</summary>
    public void KillAfter(int events) => _eventsLeft = events;

    /// <summary>Whether the next event is its last: what it is about to do may be done, or not.</summary>
    public bool IsAboutToDie => IsAlive && _eventsLeft == 1;

    /// <summary>Counts an event of the process; false when it does not live to see it.</summary>
    public bool Live()
    {
        if (IsAlive && _eventsLeft is { } left && (_eventsLeft = left - 1) == 0)
        {
            Kill();
        }

        return IsAlive;
    }

    public void Kill()
    {
        if (IsAlive)
        {
            IsAlive = false;
            simulator.Trace.Add(simulator.Now, $"{name} killed");
            Died();
        }
    }

    /// <summary>Lets time pass, in ticks; a dead process does not see the end of it.</summary>
    public Task PassAsync(long ticks, string what)
    {
        var over = new TaskCompletionSource();
        simulator.Post(ticks, $"{name} {what}", () =>
        {
            if (Live())
            {
                over.TrySetResult();
            }

            return Task.CompletedTask;
        });
        return over.Task;
    }

    /// <summary>A task that nobody lives to see the end of.</summary>
    public static Task<T> Never<T>() => new TaskCompletionSource<T>().Task;
}
