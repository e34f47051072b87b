using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Jobs.Running;
using LeadScout.Patterns;
using LeadScout.Questions;
using LeadScout.Simulation.Seams;
using LeadScout.Simulation.Worlds;
using LeadScout.Texts;

namespace LeadScout.Simulation.Trials;

/// <summary>What people and other programs do in the middle of a job.</summary>
internal sealed class Happenings(World world, Scenario scenario, Launcher launcher, List<RunningJob> running)
{
    private readonly OtherPrograms _others = new(world);

    private Random Random => world.Simulator.Random;

    /// <summary>Lets them happen at times drawn by lot while a run goes on.</summary>
    public void Plan(RunningJob job, CancellationTokenSource interrupt)
    {
        foreach (var kind in scenario.Happenings.Where(_ => world.Simulator.Chance(600)))
        {
            var delay = Random.NextInt64(TimeSpan.TicksPerSecond * (1 + Random.Next(30)));
            world.Simulator.Post(delay, $"{kind}", async () =>
            {
                if (!job.IsOver)
                {
                    world.Faults.Add(kind);
                    await HappenAsync(kind, job, interrupt);
                }
            });
        }
    }

    private async Task HappenAsync(FaultKind kind, RunningJob job, CancellationTokenSource interrupt)
    {
        var store = world.Store.Store;
        var question = scenario.Questions[Random.Next(scenario.Questions.Length)];
        switch (kind)
        {
            case FaultKind.Interrupted:
                await interrupt.CancelAsync();
                return;
            case FaultKind.TakenOver when world.CanTakeOver:
                await world.Store.AbandonAsync(job.Id);
                running.Add(launcher.Run(launcher.NewProcess(), job.List, job.Request.Settings.MaxCost, default));
                return;
            case FaultKind.SecondRunner:
                running.Add(launcher.Run(launcher.NewProcess(), job.List, job.Request.Settings.MaxCost, default));
                return;
            case FaultKind.AnotherJob:
                var process = scenario.SharesTexts ? job.Process : launcher.NewProcess();
                running.Add(launcher.Run(process, OtherList(), null, default));
                return;
            case FaultKind.Recheck:
                running.Add(launcher.Run(launcher.NewProcess(), job.List, null, default, "simulated:newer"));
                return;
            case FaultKind.Correction when RandomText() is { } text:
                await _others.CorrectAsync(question, text);
                return;
            case FaultKind.CorrectionTakenBack:
                await _others.TakeBackAsync(question);
                return;
            case FaultKind.PatternRetired:
                await _others.RetireAsync(question);
                return;
            case FaultKind.TextsForgotten when RandomText() is { } text:
                await store.ForgetAsync(Forgetting.Texts([store.Keys.Of(text)], world.Simulator.Chance(300) ? question.Version : null));
                await world.Watch.ForgottenAsync(store);
                return;
            case FaultKind.Import:
                await _others.ImportAsync(question, RandomText);
                return;
            case FaultKind.Forecast:
                _ = launcher.ForecastAsync(job);
                return;
        }
    }

    private string? RandomText()
    {
        var text = scenario.Rows[Random.Next(scenario.Rows.Length)][0];
        return TextNormaliser.Normalise(text).Any(char.IsLetterOrDigit) && text.Length < scenario.Settings.MaxText ? text : null;
    }

    /// <summary>A list that shares some texts with the job's own.</summary>
    private SimulatedList OtherList() => new(
    [
        .. scenario.Rows.Where(_ => world.Simulator.Chance(400)).Take(40),
        ImmutableArray.Create("dean of another list", "", "a"),
        ImmutableArray.Create("vp fleet", "", "b"),
    ], $"list {world.Faults[FaultKind.AnotherJob]}");
}
