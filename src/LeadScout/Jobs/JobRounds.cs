using System.Collections.Immutable;
using LeadScout.Teaching;

namespace LeadScout.Jobs;

/// <summary>
/// Keeps a fixed number of batches in flight and folds their outcomes in plan order: batch k+W is planned once 0..k are folded.
/// The first stop (purse, teacher, user) lets the batches in flight come home and plans no more.
/// </summary>
internal sealed class JobRounds(JobPlan plan, JobReplay replay, JobContext context, LeadTexts texts, Desk desk)
{
    private static readonly DeskStop EnoughAsked = new(DeskStopKind.Probed, "As many texts were asked as the forecast wanted.");

    private int _mayAsk = int.MaxValue;

    /// <summary>The most texts to put to the teacher; what earlier runs have paid for does not count.</summary>
    public int MostAsks
    {
        init => _mayAsk = value;
    }

    /// <summary>Called before each request to the desk.</summary>
    public Action Asking { get; init; } = () => { };

    /// <summary>Runs the plan to its end, or to a stop.</summary>
    /// <param name="folded">Called after each fold.</param>
    /// <param name="interrupt">The user's wish to stop.</param>
    public async Task<DeskStop?> RunAsync(Action<DeskResult> folded, CancellationToken interrupt)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(interrupt);
        var inFlight = new Queue<(Batch Batch, Task<DeskResult> Result)>();
        try
        {
            return await RunAsync(inFlight, folded, stopping, interrupt).ConfigureAwait(false);
        }
        catch
        {
            // Calls that are out are paid for: whatever broke, their replies come home and are committed.
            await stopping.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(inFlight.Select(flight => flight.Result))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    private async Task<DeskStop?> RunAsync(
        Queue<(Batch Batch, Task<DeskResult> Result)> inFlight, Action<DeskResult> folded, CancellationTokenSource stopping, CancellationToken interrupt)
    {
        DeskStop? stop = null;
        PurseAccount? before = null;
        while (true)
        {
            if (stop is null && interrupt.IsCancellationRequested)
            {
                stop = new DeskStop(DeskStopKind.Interrupted, "Interrupted.");
            }

            while (stop is null && inFlight.Count < context.Request.Settings.Concurrency && plan.Next() is { } batch)
            {
                inFlight.Enqueue((batch, AskAsync(batch, stopping.Token)));
            }

            // Only now, so that the batches just planned are served in plan order with what this one did not spend.
            before?.Close();
            if (!inFlight.TryDequeue(out var oldest))
            {
                return stop;
            }

            var result = await oldest.Result.ConfigureAwait(false);
            plan.Fold(oldest.Batch, result.Outcomes);
            folded(result);
            before = result.Account;
            if (stop is null && result.Stop is not null)
            {
                stop = result.Stop;
                await stopping.CancelAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task<DeskResult> AskAsync(Batch batch, CancellationToken stop)
    {
        var outcomes = batch.Texts.Select(text => replay.Find(batch.Number, texts.Key(text))).ToArray();
        var open = Enumerable.Range(0, outcomes.Length).Where(i => outcomes[i].IsOpen).ToArray();
        if (open.Length == 0)
        {
            return new DeskResult([.. outcomes], 0, 0, null);
        }

        var asked = open.Take(_mayAsk).ToArray();
        if (asked.Length == 0)
        {
            return new DeskResult([.. outcomes], 0, 0, EnoughAsked);
        }

        _mayAsk -= asked.Length;
        Asking();
        var items = asked.Select(i => new DeskItem(texts.Key(batch.Texts[i]), texts.Text(batch.Texts[i]), batch.AuditOf(i))).ToImmutableArray();
        var result = await desk.AskAsync(new DeskRequest(context.Job.Id, batch.Number, context.Request.Question, items), stop).ConfigureAwait(false);
        for (var i = 0; i < asked.Length; i++)
        {
            outcomes[asked[i]] = result.Outcomes[i];
        }

        return result with { Outcomes = [.. outcomes], Stop = result.Stop ?? (asked.Length < open.Length ? EnoughAsked : null) };
    }
}
