using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Simulation.Checks;
using LeadScout.Simulation.Scheduling;
using LeadScout.Simulation.Seams;
using LeadScout.Simulation.Worlds;
using LeadScout.StoreKit;
using LeadScout.Teaching;

namespace LeadScout.Simulation.Trials;

/// <summary>
/// One seed: many callers that have texts decided at the same time by one client, in lives of the program that are full of trouble, and in a
/// last one in peace; and what must hold whatever happened.
/// </summary>
internal sealed class StreamTrial
{
    private readonly StreamScenario _scenario;
    private readonly World _world;
    private readonly ToldCheck _check;
    private int _lives;
    private int _callers;

    private StreamTrial(StreamScenario scenario, World world)
    {
        (_scenario, _world) = (scenario, world);
        _check = new ToldCheck(world, scenario, new PersonWords());
    }

    /// <summary>Tries a seed over a store of its own.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="kind">Which.</param>
    /// <param name="lines">Where all that happens is written to; null for nowhere.</param>
    public static async Task<TrialResult> RunAsync(int seed, StoreKind kind, TextWriter? lines = null)
    {
        var scenario = StreamScenarioMaker.Of(seed);
        await using var handle = await kind.Open();
        var (trace, faults) = (new Trace(lines), new FaultTally());
        var trial = new StreamTrial(scenario, WorldOf(scenario, handle, new Simulator(seed, trace), faults, kind));
        trace.Add(0, scenario.Summary);
        Violation? broken = null;
        try
        {
            await trial.RunAsync();
        }
        catch (Violation violation)
        {
            broken = violation;
        }

        return new TrialResult
        {
            Seed = seed,
            Hash = trace.Hash,
            Steps = trial._world.Simulator.Steps,
            Faults = faults,
            Broken = broken,
            Counts = trial.Counts,
        };
    }

    private ImmutableArray<(string What, int Count)> Counts =>
    [
        ("lives of the program, killed ones included", _lives),
        ("callers", _callers),
        .. Enum.GetValues<DecisionSource>().Select(source => (
            source == DecisionSource.None ? "texts told to be undecided" : $"texts told as decided: {source.ToString().ToLowerInvariant()}",
            _check[source])),
    ];

    private static World WorldOf(StreamScenario scenario, StoreHandle store, Simulator simulator, FaultTally faults, StoreKind kind) => World.Of(
        scenario.Troubles, store, simulator, faults, kind, new StoreWatch
        {
            AsksAgain = (_, _) => false,
            Knows = (one, other) => one.Process == other.Process,
        });

    private async Task RunAsync()
    {
        await PrepareAsync();
        foreach (var callers in _scenario.Lives)
        {
            await LiveAsync(callers, _scenario.MaxCost);
        }

        _world.IsTroubled = false;
        await LiveAsync([.. _scenario.Questions.Select(question => new CallerPlan(question, _scenario.Texts, false, 0, null, int.MaxValue))], null);
    }

    /// <summary>Puts into the log what was there before.</summary>
    private async Task PrepareAsync()
    {
        var store = _world.Store.Store;
        foreach (var question in _scenario.Questions.DistinctBy(question => question.Version))
        {
            Answer[] earlier = [.. _scenario.Earlier.Select(answer => answer.About(question, store.Keys, _scenario.Troubles.Truth))];
            await store.AppendAsync(earlier);
            _world.Watch.Answers.Add(earlier);
        }
    }

    /// <summary>One life of the program.</summary>
    private async Task LiveAsync(ImmutableArray<CallerPlan> callers, Money? maxCost)
    {
        await _world.ReopenAsync(_world.Watch.Jobs);
        var life = new ClientLife(_world, _scenario, $"P{++_lives}", maxCost);
        _world.Watch.Inherited(life.Process.Name);
        await _check.Words.InheritAsync(_world.Store.Store);
        if (_world.IsTroubled && _world.Simulator.Chance(_scenario.Kills))
        {
            life.Process.KillAfter(1 + _world.Simulator.Random.Next(1 << (2 + _world.Simulator.Random.Next(8))));
        }

        _callers += callers.Length;
        List<Task> works = [.. callers.Select((plan, place) => new Caller(_world, life, plan, _check, $"caller {place + 1}", hears: true).RunAsync())];
        if (_world.IsTroubled)
        {
            new ClientHappenings(_world, _scenario, life, _check, works).Plan();
        }

        await EndAsync(life, works);
        if (life.Process.IsAlive)
        {
            await EndAsync(life, [life.CloseAsync()]);
        }

        if (life.Process.IsAlive)
        {
            ClientCheck.CheckEnd(life, _world.Watch.Calls, _world.Faults);
        }
    }

    /// <summary>Goes on until everybody is served, or the process is dead.</summary>
    private async Task EndAsync(ClientLife life, List<Task> works)
    {
        await _world.Simulator.RunUntilAsync(
            () => !life.Process.IsAlive || _world.Broken is not null || works.Exists(work => work.IsFaulted) || works.TrueForAll(work => work.IsCompleted));
        await Task.WhenAll(works.Where(work => work.IsFaulted));
        if (_world.Broken is { } broken)
        {
            throw broken;
        }
    }
}
