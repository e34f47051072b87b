using System.Collections.Immutable;
using LeadScout.Questions;
using LeadScout.Simulation.Checks;
using LeadScout.Simulation.Seams;
using LeadScout.Simulation.Worlds;
using LeadScout.Texts;

namespace LeadScout.Simulation.Trials;

/// <summary>What people and other programs do while texts are decided.</summary>
/// <param name="world">The world.</param>
/// <param name="scenario">What it is about.</param>
/// <param name="life">The client that is at work.</param>
/// <param name="check">What must hold.</param>
/// <param name="works">Takes what is to come to its end.</param>
internal sealed class ClientHappenings(World world, StreamScenario scenario, ClientLife life, ToldCheck check, List<Task> works)
{
    private const int MostTries = 3; // where the store fails, people try again

    private readonly OtherPrograms _others = new(world);

    private Random Random => world.Simulator.Random;

    /// <summary>Lets them happen at times drawn by lot.</summary>
    public void Plan()
    {
        foreach (var kind in scenario.Happenings.SelectMany(kind => Enumerable.Repeat(kind, 1 + Random.Next(3))))
        {
            world.Simulator.Post(Random.NextInt64(TimeSpan.TicksPerSecond * (1 + Random.Next(8))), $"{kind}", async () =>
            {
                if (!life.IsOver)
                {
                    world.Faults.Add(kind);
                    var question = Random.Pick([.. scenario.Questions]);
                    await HappenElsewhereAsync(kind, question);
                    works.Add(HappenAsync(kind, question));
                }
            });
        }
    }

    /// <summary>What other programs do: an event by itself, however long the store takes for it in truth.</summary>
    private async Task HappenElsewhereAsync(FaultKind kind, Question question)
    {
        switch (kind)
        {
            case FaultKind.CorrectionElsewhere when RandomText() is { } text:
                var said = await _others.CorrectAsync(question, text);
                check.Words.LeaveOpen(check.Words.Begin(said.Question, said.Key, said.Label));
                return;
            case FaultKind.CorrectionTakenBack when await _others.TakeBackAsync(question) is { } back:
                check.Words.Loosen(back.Question, back.Key);
                return;
            case FaultKind.PatternRetired:
                await _others.RetireAsync(question);
                return;
            case FaultKind.Import:
                world.Watch.Answers.Add(await _others.ImportAsync(question, RandomText));
                return;
        }
    }

    /// <summary>What happens in this client, or in another one.</summary>
    private async Task HappenAsync(FaultKind kind, Question question)
    {
        switch (kind)
        {
            case FaultKind.Correction when RandomText() is { } text:
                await CorrectAsync(question, text);
                return;
            case FaultKind.TextsForgotten when RandomText() is { } text:
                await ForgetAsync(text);
                return;
            case FaultKind.AnotherJob:
                await GuardedAsync(() => LabelAsync(question));
                return;
            case FaultKind.AnotherClient when world.CanTakeOver:
                await AnotherClientAsync(question);
                return;
            case FaultKind.Forecast:
                await GuardedAsync(() => life.Client.ForecastAsync(question, SomeTexts(), text => text));
                return;
            case FaultKind.ClientDisposed:
                await life.CloseAsync();
                return;
        }
    }

    private async Task CorrectAsync(Question question, string text)
    {
        if (!scenario.HasTwoAtOnce)
        {
            await CorrectAsync(question, text, Random.Pick([.. question.Labels]).Name);
            return;
        }

        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => CorrectAsync(question, text, Random.Pick([.. question.Labels]).Name)));
        var plan = new CallerPlan(question, [text], false, 0, null, int.MaxValue);
        await new Caller(world, life, plan, check, "who corrected", hears: true).RunAsync(); // looks whose word counts
    }

    private Task CorrectAsync(Question question, string text, string label) => TellAsync(
        [question.Version], text, label, () => life.Client.CorrectAsync(question, text, label, "mira"));

    private Task ForgetAsync(string text) => TellAsync(
        scenario.Questions.Select(question => question.Version).Distinct(), text, null, () => life.Client.ForgetAsync([text]));

    /// <summary>Tells the client something that counts from when it says so; again and again where the store fails.</summary>
    private async Task TellAsync(IEnumerable<QuestionVersion> questions, string text, string? label, Func<Task> tell)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            PersonWord[] words = [.. questions.Select(question => check.Words.Begin(question, TextKey.Of(text), label))];
            if (await GuardedAsync(tell))
            {
                Array.ForEach(words, check.Words.Acknowledge);
                return;
            }

            Array.ForEach(words, check.Words.LeaveOpen);
        }
    }

    private async Task LabelAsync(Question question)
    {
        life.HasRunJobs = true;
        var texts = SomeTexts();
        var options = new LabelOptions { MaxError = scenario.MaxError, RowsPerCall = scenario.RowsPerCall };
        var result = await life.Client.LabelAsync(question, texts, text => text, options);
        Violation.Unless(result.Leads.Select(lead => lead.Lead).SequenceEqual(texts), "rows in = rows out", "The job's rows are others.");
        Violation.Unless(
            result.Leads.All(lead => lead.Label is null || question.IndexOf(lead.Label) >= 0), "the world is closed", "A job's label is none.");
    }

    private async Task AnotherClientAsync(Question question)
    {
        var other = new ClientLife(world, scenario, $"{life.Process.Name}b{works.Count}", scenario.MaxCost);
        var plan = new CallerPlan(question, SomeTexts(), world.Simulator.Chance(500), 0, null, int.MaxValue);
        await new Caller(world, other, plan, check, $"{other.Process.Name} caller", hears: false).RunAsync();
        await other.CloseAsync();
        ClientCheck.CheckEnd(other, world.Watch.Calls, world.Faults);
    }

    private async Task<bool> GuardedAsync(Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (Exception why)
        {
            check.CheckFailure(why, hasLeft: life.IsClosing, life);
            return false;
        }
    }

    private ImmutableArray<string> SomeTexts() => [.. scenario.Texts.Where(_ => world.Simulator.Chance(500)).Take(20)];

    private string? RandomText()
    {
        var text = Random.Pick([.. scenario.Texts]);
        return TextNormaliser.Normalise(text).Length > 0 ? text : null;
    }
}
