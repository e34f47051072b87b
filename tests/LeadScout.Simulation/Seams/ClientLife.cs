using LeadScout.Simulation.Checks;
using LeadScout.Simulation.Scheduling;
using LeadScout.Simulation.Worlds;
using LeadScout.Teaching;

namespace LeadScout.Simulation.Seams;

/// <summary>One life of a program that has a client of the library, which all its callers share.</summary>
internal sealed class ClientLife
{
    private readonly World _world;
    private Task? _closing;

    /// <param name="world">Where it lives.</param>
    /// <param name="scenario">What it is about.</param>
    /// <param name="name">The process's name.</param>
    /// <param name="maxCost">The most that its client may spend.</param>
    public ClientLife(World world, StreamScenario scenario, string name, Money? maxCost)
    {
        (_world, MaxCost) = (world, maxCost);
        Process = new SimulatedProcess(world.Simulator, name) { Died = () => world.Faults.Add(FaultKind.Killed) };
        Account.Allow(maxCost);
        var profile = new SimulatedProfile(Scenario.Teacher, scenario.MostCharacters);
        var teacher = new SimulatedTeacher(world.Simulator, Process, world.Service, profile, Account);
        Client = new LeadScoutClient(
            new WatchedTeacher(teacher, Flights, world), new SimulatedStore(world, Process), scenario.Options(maxCost), Process.Clock);
    }

    public SimulatedProcess Process { get; }

    public LeadScoutClient Client { get; }

    public Account Account { get; } = new();

    public FlightWatch Flights { get; } = new();

    public Money? MaxCost { get; }

    /// <summary>Whether it has run jobs: these have a spending limit and bills of their own beside the client's.</summary>
    public bool HasRunJobs { get; set; }

    /// <summary>Whether whoever asks from now on may be turned away.</summary>
    public bool IsClosing => _closing is not null;

    /// <summary>Whether nothing is to happen in it any more.</summary>
    public bool IsOver => IsClosing || !Process.IsAlive;

    /// <summary>Disposes of the client.</summary>
    public Task CloseAsync()
    {
        _world.Simulator.Trace.Add(_world.Simulator.Now, $"{Process.Name} disposes of its client");
        return _closing ??= Client.DisposeAsync().AsTask();
    }
}
