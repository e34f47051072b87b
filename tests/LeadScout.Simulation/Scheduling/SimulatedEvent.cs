namespace LeadScout.Simulation.Scheduling;

/// <summary>Something that is going to happen, unless it is cancelled first.</summary>
internal sealed class SimulatedEvent(string what, Func<Task> work)
{
    public string What => what;

    public bool IsCancelled { get; private set; }

    public void Cancel() => IsCancelled = true;

    public Task HappenAsync()
    {
        IsCancelled = true;
        return work();
    }
}
