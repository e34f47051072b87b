using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Reporting;
using LeadScout.Jobs.Running;
using LeadScout.Simulation.Scheduling;
using LeadScout.Simulation.Worlds;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;

namespace LeadScout.Simulation.Seams;

/// <summary>Starts processes, and jobs in them.</summary>
internal sealed class Launcher(World world, Scenario scenario)
{
    private readonly Dictionary<string, Account> _accounts = [];
    private readonly Dictionary<SimulatedProcess, (SimulatedStore Store, InFlightTexts? Shared)> _insides = [];
    private int _processes;

    /// <summary>What the service has billed a job.</summary>
    public Account AccountOf(JobId job) => _accounts.TryGetValue(job.Value, out var account) ? account : _accounts[job.Value] = new Account();

    public SimulatedProcess NewProcess()
    {
        var process = new SimulatedProcess(world.Simulator, $"P{++_processes}") { Died = () => world.Faults.Add(FaultKind.Killed) };
        var store = new SimulatedStore(world, process);
        _insides.Add(process, (store, scenario.SharesTexts ? new InFlightTexts(store) : null));
        return process;
    }

    /// <summary>A job's request as the scenario has it.</summary>
    public JobRequest RequestFor(SimulatedProcess process, SimulatedList list, Money? maxCost) => new(
        list.FileOf(process, ResultFault), "result", scenario.Questions, scenario.Settings with { MaxCost = maxCost });

    public JobRunner RunnerIn(SimulatedProcess process) => new(
        _insides[process].Store, scenario.Retry, process.Clock, scenario.Limits, _insides[process].Shared);

    public ITeacher TeacherFor(SimulatedProcess process, JobId job, string name) => new SimulatedTeacher(
        world.Simulator, process, world.Service, new SimulatedProfile(name, scenario.MostCharacters), AccountOf(job));

    public string? Second => scenario.HasSecond ? Scenario.SecondTeacher : null;

    /// <summary>Runs the job.</summary>
    public RunningJob Run(
        SimulatedProcess process, SimulatedList list, Money? maxCost, CancellationToken interrupt, string teacher = Scenario.Teacher)
    {
        var request = RequestFor(process, list, maxCost);
        var id = JobIdentity.Of(request, teacher, Second);
        AccountOf(id).Allow(maxCost);
        var first = TeacherFor(process, id, teacher);
        var second = Second is { } name ? TeacherFor(process, id, name) : null;
        world.Simulator.Trace.Add(world.Simulator.Now, $"{process.Name} runs job {id} by {teacher}, limit {maxCost}");
        return new RunningJob(process, id, request, first, list, RunnerIn(process).RunAsync(request, first, second, null, interrupt));
    }

    /// <summary>The job that the scenario is about.</summary>
    public JobId MainJob(SimulatedList list) =>
        JobIdentity.Of(RequestFor(new SimulatedProcess(world.Simulator, "nobody"), list, null), Scenario.Teacher, Second);

    /// <summary>Asks the job's first texts only.</summary>
    public Task<JobForecast> ProbeAsync(SimulatedProcess process, SimulatedList list, Money? maxCost, int texts)
    {
        var request = RequestFor(process, list, maxCost);
        var id = MainJob(list);
        AccountOf(id).Allow(maxCost);
        return RunnerIn(process).ProbeAsync(
            request, TeacherFor(process, id, Scenario.Teacher), Second is { } name ? TeacherFor(process, id, name) : null, texts, null, default);
    }

    /// <summary>Forecasts a job while it is at work.</summary>
    public Task<JobForecast> ForecastAsync(RunningJob job)
    {
        var process = NewProcess();
        var second = Second is { } name ? TeacherFor(process, job.Id, name).Profile : null;
        return RunnerIn(process).ForecastAsync(RequestFor(process, job.List, null), job.Teacher.Profile, second, null, default);
    }

    private int? ResultFault()
    {
        if (!world.IsTroubled || !world.Simulator.Chance(scenario.StoreFaults))
        {
            return null;
        }

        world.Faults.Add(FaultKind.ResultNotWritten);
        return world.Simulator.Random.Next(scenario.Rows.Length + 1);
    }
}
