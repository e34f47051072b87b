using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Jobs.Reporting;
using LeadScout.Jobs.Running;
using LeadScout.Questions;
using LeadScout.Simulation.Checks;
using LeadScout.Simulation.Scheduling;
using LeadScout.Simulation.Seams;
using LeadScout.Simulation.Worlds;
using LeadScout.StoreKit;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;

namespace LeadScout.Simulation.Trials;

/// <summary>
/// One seed: a job that is run, killed and run again among all sorts of trouble, and at last in peace; and what must hold whatever happened.
/// </summary>
internal sealed class Trial
{
    // What has come to rest is settled by then: a spending limit, an outage, a lease.
    private const int MostCalmRuns = 6;

    private readonly Scenario _scenario;
    private readonly World _world;
    private readonly Launcher _launcher;
    private readonly SimulatedList _list;
    private readonly List<RunningJob> _running = [];
    private int _runs;
    private bool _wasDone;

    private Trial(Scenario scenario, World world)
    {
        (_scenario, _world) = (scenario, world);
        (_launcher, _list) = (new Launcher(world, scenario), new SimulatedList(scenario.Rows));
    }

    private IStore Store => _world.Store.Store;

    /// <summary>Tries a seed over a store of its own.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="kind">Which.</param>
    /// <param name="lines">Where all that happens is written to; null for nowhere.</param>
    public static async Task<TrialResult> RunAsync(int seed, StoreKind kind, TextWriter? lines = null)
    {
        var scenario = ScenarioMaker.Of(seed);
        await using var handle = await kind.Open();
        var (trace, faults) = (new Trace(lines), new FaultTally());
        var trial = new Trial(scenario, WorldOf(scenario, handle, new Simulator(seed, trace), faults, kind));
        trace.Add(0, scenario.Summary);
        Violation? broken = null;
        CertifiedTrial? certified = null;
        var isCompared = false;
        try
        {
            await trial.PrepareAsync();
            await trial.TroubleAsync();
            var outcome = await trial.FinishAsync();
            certified = await trial.CheckEndAsync(outcome);
            isCompared = outcome is not null && await trial.CompareAsync(seed, kind);
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
            Counts =
            [
                ("runs of jobs, killed ones included", trial._runs),
                ("results held against an uninterrupted run's", isCompared ? 1 : 0),
            ],
            Certified = certified,
        };
    }

    private static World WorldOf(Scenario scenario, StoreHandle store, Simulator simulator, FaultTally faults, StoreKind kind) => World.Of(
        scenario.Troubles, store, simulator, faults, kind, new StoreWatch
        {
            AsksAgain = (_, batch) => !scenario.AsksOnce || batch.Kind is BatchKind.SelfCheck or BatchKind.AloneCheck,
            Knows = (one, other) => one.Job == other.Job || (scenario.SharesTexts && one.Process == other.Process),
        });

    /// <summary>Puts into the log what was there before the job.</summary>
    private async Task PrepareAsync()
    {
        foreach (var question in _scenario.Questions)
        {
            await Store.AppendAsync([.. _scenario.Earlier.Select(earlier => earlier.About(question, Store.Keys, _scenario.Truth))]);
        }
    }

    private async Task TroubleAsync()
    {
        for (var run = 0; run < _scenario.TroubledRuns; run++)
        {
            await RunOnceAsync(_scenario.MaxCost is { } limit ? limit + new Money(run * limit.NanoDollars / 3) : null, isTroubled: true);
        }
    }

    /// <summary>Runs it in peace until it is done.</summary>
    /// <returns>Null where the LLM itself is of no use.</returns>
    private async Task<JobOutcome?> FinishAsync()
    {
        _world.IsTroubled = false;
        for (var run = 0; run < MostCalmRuns; run++)
        {
            var outcome = await RunOnceAsync(null, isTroubled: false);
            if (outcome is { Job.State: JobState.Done })
            {
                return outcome;
            }

            Violation.Unless(
                outcome is { Job.State: JobState.TeacherUnavailable } && IsHopeless,
                "a job in peace comes to its end",
                $"It ended {outcome?.Job.State}: {outcome?.StoppedBecause}");
        }

        return null;
    }

    /// <summary>Whether the LLM may well be taken for one that has nothing to say.</summary>
    private bool IsHopeless => _scenario.Rows.Any(row => Truth.Has(row[0], Truth.Unanswerable) || Truth.Has(row[0], Truth.Forbidden));

    /// <summary>One life of the program; what comes of the job in it, if it lives.</summary>
    private async Task<JobOutcome?> RunOnceAsync(Money? maxCost, bool isTroubled)
    {
        _running.Clear();
        var process = _launcher.NewProcess();
        using var interrupt = new CancellationTokenSource();
        if (isTroubled)
        {
            await BeforeAsync();
            if (_world.Simulator.Chance(_scenario.Kills))
            {
                process.KillAfter(1 + _world.Simulator.Random.Next(1 << (2 + _world.Simulator.Random.Next(8))));
            }
        }

        await _world.ReopenAsync(_launcher.MainJob(_list));
        _wasDone = await Store.FindAsync(_launcher.MainJob(_list)) is { State: JobState.Done };
        _runs++;
        var main = _launcher.Run(process, _list, maxCost, interrupt.Token);
        _running.Add(main);
        if (isTroubled)
        {
            new Happenings(_world, _scenario, _launcher, _running).Plan(main, interrupt);
        }

        await _world.Simulator.RunUntilAsync(() => _running.TrueForAll(run => run.IsOver));
        foreach (var run in _running.ToArray())
        {
            await CheckRunAsync(run);
        }

        return main.Outcome.IsCompletedSuccessfully ? await main.Outcome : null;
    }

    /// <summary>What may be done with a job while it rests.</summary>
    private async Task BeforeAsync()
    {
        if (_scenario.Happenings.Contains(FaultKind.Settled) && await Store.FindAsync(_launcher.MainJob(_list)) is { } job)
        {
            _world.Faults.Add(FaultKind.Settled);
            await _world.ReopenAsync(job.Id);
            await new JobSettling(Store, TimeProvider.System).SettleAsync(job, "mira", default);
            _launcher.AccountOf(job.Id).Allow(null); // what was released may have been billed all the same
        }

        if (_scenario.Happenings.Contains(FaultKind.Probe) && _world.Simulator.Chance(500))
        {
            _world.Faults.Add(FaultKind.Probe);
            await _world.ReopenAsync(_launcher.MainJob(_list));
            var process = _launcher.NewProcess();
            var probe = _launcher.ProbeAsync(process, _list, _scenario.MaxCost, 1 + _world.Simulator.Random.Next(20));
            await _world.Simulator.RunUntilAsync(() => probe.IsCompleted);
            RunCheck.CheckEnd(probe, _world.Faults, _launcher.MainJob(_list));
        }
    }

    private async Task CheckRunAsync(RunningJob run)
    {
        if (!run.Outcome.IsCompleted)
        {
            return; // it was killed
        }

        RunCheck.CheckEnd(run.Outcome, _world.Faults, run.Id);
        if (!run.Outcome.IsCompletedSuccessfully)
        {
            return;
        }

        var job = (await run.Outcome).Job;
        if (_running.Count(other => other.Id == run.Id) > 1)
        {
            return; // another may have gone on since
        }

        var kept = await Store.FindAsync(job.Id);
        var staysDone = _wasDone && kept?.State == JobState.Done; // whatever stops it while its result is written again
        ReportCheck.Same(staysDone ? JobState.Done : job.State, kept?.State, "a run's end is on record", "state");
        if (job.Report is { } report)
        {
            var account = _launcher.AccountOf(job.Id);
            ReportCheck.Check(report, await Store.CallsAsync(job.Id), _scenario.Questions.Length, account.Billed, account.Excess);
        }

        if (run.List.Result is { } result)
        {
            new ResultCheck(run.Request, run.List.Rows, result).CheckShape();
        }
    }

    /// <summary>What holds of a job that is done, and comes out again of the log alone.</summary>
    private async Task<CertifiedTrial?> CheckEndAsync(JobOutcome? outcome)
    {
        if (outcome is null)
        {
            return null;
        }

        var report = outcome.Job.Report!;
        var request = _running[0].Request;
        Violation.Unless(_list.Result is not null, "a job that is done has a result", "There is none.");
        var check = new ResultCheck(request, _scenario.Rows, _list.Result!);
        check.CheckCounts(report);
        await check.CheckEvidenceAsync(Store, Scenario.Teacher, _launcher.Second, isFirst: !_scenario.IsObedient);
        await new ReplayCheck(_world, _launcher).CheckAsync(outcome.Job, request, _list);
        return _scenario.IsObedient || report.Certificate.Audits == 0 || _scenario.Questions.Length > 1 ? null : new CertifiedTrial(
            report.Certificate.Budget.Alpha,
            check.WrongRows(0, text => _scenario.Questions[0].Labels[_scenario.Truth.LabelOf(_scenario.Questions[0], text)].Name)
                > report.Certificate.UpperBound * report.Rows);
    }

    /// <summary>Holds the result against the same job's in which nothing went wrong, where that must come to the same.</summary>
    private async Task<bool> CompareAsync(int seed, StoreKind kind)
    {
        if (_scenario.IsObedient || _world.Faults.Has(
            FaultKind.AnotherJob, FaultKind.Correction, FaultKind.CorrectionTakenBack, FaultKind.PatternRetired, FaultKind.TextsForgotten, FaultKind.Import))
        {
            return false;
        }

        await using var handle = await kind.Open();
        var calm = new Trial(_scenario, WorldOf(_scenario, handle, new Simulator(seed, new Trace()), new FaultTally(), kind));
        await calm.PrepareAsync();
        if (await calm.FinishAsync() is not { } outcome || !await SameFailuresAsync(outcome.Job.Id, calm.Store))
        {
            return false;
        }

        if ((await Store.FindAsync(outcome.Job.Id))?.LogPosition != outcome.Job.LogPosition)
        {
            return false; // killed before it was on record, it began over a longer log: its draws are others
        }

        var differs = calm._list.Result!.Zip(_list.Result!).Count(pair => !pair.First.SequenceEqual(pair.Second));
        Violation.Unless(differs == 0, "a resumed job comes to the uninterrupted one's result", $"{differs} rows are others.");
        Violation.Unless(
            (await AskedAsync(calm.Store, outcome.Job.Id)).SetEquals(await AskedAsync(Store, outcome.Job.Id)),
            "a resumed job asks what the uninterrupted one asked",
            "The texts are others.");
        return true;
    }

    private async Task<bool> SameFailuresAsync(JobId job, IStore other)
    {
        var failed = (await Store.FailuresAsync(job)).Select(text => (text.Question, text.Key)).ToHashSet();
        return failed.SetEquals((await other.FailuresAsync(job)).Select(text => (text.Question, text.Key)));
    }

    private static async Task<HashSet<(QuestionVersion, TextKey)>> AskedAsync(IStore store, JobId job)
    {
        var asked = new HashSet<(QuestionVersion, TextKey)>();
        await foreach (var answer in store.ReadAllAsync())
        {
            if (answer.Job == job)
            {
                asked.Add((answer.Question, answer.Key));
            }
        }

        return asked;
    }
}
