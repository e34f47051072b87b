using LeadScout.Simulation.Checks;
using LeadScout.Simulation.Seams;
using LeadScout.Simulation.Worlds;
using LeadScout.Streaming;

namespace LeadScout.Simulation.Trials;

/// <summary>Somebody who has texts decided, and checks what it is told.</summary>
/// <param name="world">The world.</param>
/// <param name="life">Whose client it calls.</param>
/// <param name="plan">What it wants.</param>
/// <param name="check">What must hold.</param>
/// <param name="name">Its name.</param>
/// <param name="hears">Whether its client is told of corrections.</param>
internal sealed class Caller(World world, ClientLife life, CallerPlan plan, ToldCheck check, string name, bool hears)
{
    private CancellationToken _left;
    private bool _isOver;

    /// <summary>Calls until it has all, or leaves.</summary>
    public async Task RunAsync()
    {
        using var leaving = new CancellationTokenSource();
        _left = leaving.Token;
        if (plan.LeavesAfter is { } after)
        {
            world.Simulator.Post(after, $"{name} leaves", () => LeaveAsync(leaving));
        }

        if (plan.IsStream)
        {
            await GuardedAsync(StreamAsync);
        }
        else
        {
            foreach (var text in plan.Texts)
            {
                await life.Process.PassAsync(Pause(), $"{name} asks about '{text}'");
                await GuardedAsync(() => SingleAsync(text));
            }
        }

        _isOver = true;
    }

    private async Task LeaveAsync(CancellationTokenSource leaving)
    {
        if (!_isOver && life.Process.IsAlive)
        {
            world.Faults.Add(FaultKind.CallerLeft);
            await leaving.CancelAsync();
        }
    }

    private async Task GuardedAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception why)
        {
            world.Simulator.Trace.Add(world.Simulator.Now, $"{name} gets {why.GetType().Name}");
            check.CheckFailure(why, _left.IsCancellationRequested, life);
        }
    }

    private async Task SingleAsync(string text)
    {
        var since = check.Words.Next();
        Hear(text, await life.Client.ClassifyAsync(plan.Question, text, _left), since);
    }

    private async Task StreamAsync()
    {
        var (given, heard) = (new List<long>(), 0);
        await foreach (var (text, told) in life.Client.ClassifyAsync(plan.Question, SourceAsync(given), text => text, _left))
        {
            Violation.Unless(text == plan.Texts[heard], "a stream keeps its order", $"'{text}' in place of '{plan.Texts[heard]}'.");
            Hear(text, told, given[heard++]);
            if (heard >= plan.ReadsAtMost)
            {
                return;
            }
        }

        Violation.Unless(heard == plan.Texts.Length, "a stream comes out whole", $"{heard} texts of {plan.Texts.Length}.");
    }

    private async IAsyncEnumerable<string> SourceAsync(List<long> given)
    {
        foreach (var text in plan.Texts)
        {
            if (plan.MostPause > 0 && world.Simulator.Chance(500))
            {
                await life.Process.PassAsync(Pause(), $"{name} has '{text}'");
            }

            given.Add(check.Words.Next());
            yield return text;
        }
    }

    private void Hear(string text, Classification told, long since)
    {
        world.Simulator.Trace.Add(world.Simulator.Now, $"{name} is told '{told.Label}' by {told.Source} {told.Decision.Reason} of '{text}'");
        check.Check(plan.Question, text, told, hears ? since : null, life);
    }

    private long Pause() => plan.MostPause == 0 ? 0 : world.Simulator.Random.NextInt64(plan.MostPause);
}
