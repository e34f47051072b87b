using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Simulation.Checks;
using LeadScout.Simulation.Scheduling;
using LeadScout.Simulation.Worlds;
using LeadScout.StoreKit;

namespace LeadScout.Simulation.Seams;

/// <summary>What outlives a process: the store, the service, and what has happened.</summary>
internal sealed class World
{
    private readonly StoreKind _kind;

    private World(StoreKind kind) => _kind = kind;

    public required Simulator Simulator { get; init; }

    public required Troubles Troubles { get; init; }

    public required FaultTally Faults { get; init; }

    public required StoreHandle Store { get; init; }

    public required StoreWatch Watch { get; init; }

    public required Service Service { get; init; }

    /// <summary>A promise whose breach the product may have taken for a failure of somebody else's.</summary>
    public Violation? Broken { get; set; }

    public bool CanTakeOver => _kind.CanTakeOver;

    public bool LateWrites => _kind.LateWrites;

    /// <summary>Whether anything goes wrong now.</summary>
    public bool IsTroubled
    {
        get => Service.IsTroubled;
        set => Service.IsTroubled = value;
    }

    public static World Of(
        Troubles troubles, StoreHandle store, Simulator simulator, FaultTally faults, StoreKind kind, StoreWatch watch) => new(kind)
        {
            Simulator = simulator,
            Troubles = troubles,
            Faults = faults,
            Store = store,
            Service = new Service(simulator, troubles, faults),
            Watch = watch,
        };

    /// <summary>The store as a process has it: nodes over one database have each their own.</summary>
    public ValueTask<IStore> StoreOfAsync(SimulatedProcess process) => Store is PostgresNodes nodes ? nodes.OfAsync(process.Name) : new(Store.Store);

    /// <summary>The store as the next process finds it: nobody who was at work is any more.</summary>
    /// <param name="jobs">The jobs that somebody may have been at work on.</param>
    public async Task ReopenAsync(params IEnumerable<JobId> jobs)
    {
        if (!_kind.CanTakeOver)
        {
            await Store.ReopenAsync();
            Watch.Reopened();
            return;
        }

        foreach (var job in jobs)
        {
            await Store.AbandonAsync(job);
        }
    }
}
