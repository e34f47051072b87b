using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Simulation.Checks;
using LeadScout.Simulation.Scheduling;
using LeadScout.Simulation.Worlds;
using LeadScout.StoreKit;
using LeadScout.Teaching.Calls;

namespace LeadScout.Simulation.Seams;

/// <summary>What outlives a process: the store, the service, and what has happened.</summary>
internal sealed class World
{
    private readonly StoreKind _kind;

    private World(StoreKind kind) => _kind = kind;

    public required Simulator Simulator { get; init; }

    public required Scenario Scenario { get; init; }

    public required FaultTally Faults { get; init; }

    public required StoreHandle Store { get; init; }

    public required StoreWatch Watch { get; init; }

    public required Service Service { get; init; }

    public bool CanTakeOver => _kind.CanTakeOver;

    public bool LateWrites => _kind.LateWrites;

    /// <summary>Whether anything goes wrong now.</summary>
    public bool IsTroubled
    {
        get => Service.IsTroubled;
        set => Service.IsTroubled = value;
    }

    public static World Of(Scenario scenario, StoreHandle store, Simulator simulator, FaultTally faults, StoreKind kind) => new(kind)
    {
        Simulator = simulator,
        Scenario = scenario,
        Faults = faults,
        Store = store,
        Service = new Service(simulator, scenario, faults),
        Watch = new StoreWatch
        {
            AsksAgain = (_, batch) => !scenario.AsksOnce || batch.Kind is BatchKind.SelfCheck or BatchKind.AloneCheck,
            SharesTexts = scenario.SharesTexts,
        },
    };

    /// <summary>The store as a process has it: nodes over one database have each their own.</summary>
    public ValueTask<IStore> StoreOfAsync(SimulatedProcess process) => Store is PostgresNodes nodes ? nodes.OfAsync(process.Name) : new(Store.Store);

    /// <summary>The store as the next process finds it: nobody who was at work is any more.</summary>
    public async Task ReopenAsync(JobId job)
    {
        if (!_kind.CanTakeOver)
        {
            await Store.ReopenAsync();
            Watch.Reopened();
            return;
        }

        await Store.AbandonAsync(job);
    }
}
