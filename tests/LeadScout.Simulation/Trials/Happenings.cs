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
internal sealed class Happenings(World world, Launcher launcher, List<RunningJob> running)
{
    private static readonly DateTimeOffset At = new(2026, 3, 29, 12, 0, 0, TimeSpan.Zero);

    private Random Random => world.Simulator.Random;

    /// <summary>Lets them happen at times drawn by lot while a run goes on.</summary>
    public void Plan(RunningJob job, CancellationTokenSource interrupt)
    {
        foreach (var kind in world.Scenario.Happenings.Where(_ => world.Simulator.Chance(600)))
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
        var question = world.Scenario.Questions[Random.Next(world.Scenario.Questions.Length)];
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
                var process = world.Scenario.SharesTexts ? job.Process : launcher.NewProcess();
                running.Add(launcher.Run(process, OtherList(), null, default));
                return;
            case FaultKind.Recheck:
                running.Add(launcher.Run(launcher.NewProcess(), job.List, null, default, "simulated:newer"));
                return;
            case FaultKind.Correction when RandomText() is { } text:
                await store.AppendAsync([Answer.OfPerson(question, store.Keys, text, LabelOf(question), "mira", At)]);
                return;
            case FaultKind.CorrectionTakenBack:
                await TakeBackAsync(question);
                return;
            case FaultKind.PatternRetired:
                await store.AppendAsync(new PatternVerdict
                {
                    Question = question.Version,
                    Pattern = $"word:{Truth.Words[Random.Next(Truth.Words.Length)]}",
                    Retired = world.Simulator.Chance(800),
                    By = "mira",
                    At = At,
                });
                return;
            case FaultKind.TextsForgotten when RandomText() is { } text:
                await store.ForgetAsync(Forgetting.Texts([store.Keys.Of(text)], world.Simulator.Chance(300) ? question.Version : null));
                await world.Watch.ForgottenAsync(store);
                return;
            case FaultKind.Import:
                await store.MergeAsync([.. Imported(question)]);
                return;
            case FaultKind.Forecast:
                _ = launcher.ForecastAsync(job);
                return;
        }
    }

    private async Task TakeBackAsync(Question question)
    {
        var persons = new List<Answer>();
        await foreach (var answer in world.Store.Store.ReadAllAsync(question.Version))
        {
            if (answer is { Source: AnswerSource.Person, Retracted: null })
            {
                persons.Add(answer);
            }
        }

        if (persons.Count > 0)
        {
            await world.Store.Store.RetractAsync(persons[Random.Next(persons.Count)].Position, new Retraction("mira", At));
        }
    }

    private IEnumerable<Answer> Imported(Question question)
    {
        for (var i = Random.Next(5); i >= 0; i--)
        {
            if (RandomText() is { } text)
            {
                yield return new Answer
                {
                    Question = question.Version,
                    Key = TextKey.Of(text),
                    Text = text,
                    Label = question.Labels[world.Scenario.Truth.LabelOf(question, text)].Name,
                    Source = AnswerSource.Teacher,
                    By = Scenario.Teacher,
                    At = At,
                };
            }
        }
    }

    private string LabelOf(Question question) => question.Labels[Random.Next(question.Labels.Length)].Name;

    private string? RandomText()
    {
        var text = world.Scenario.Rows[Random.Next(world.Scenario.Rows.Length)][0];
        return TextNormaliser.Normalise(text).Any(char.IsLetterOrDigit) && text.Length < world.Scenario.Settings.MaxText ? text : null;
    }

    /// <summary>A list that shares some texts with the job's own.</summary>
    private SimulatedList OtherList() => new(
    [
        .. world.Scenario.Rows.Where(_ => world.Simulator.Chance(400)).Take(40),
        ImmutableArray.Create("dean of another list", "", "a"),
        ImmutableArray.Create("vp fleet", "", "b"),
    ], $"list {world.Faults[FaultKind.AnotherJob]}");
}
