using System.Collections.Immutable;
using LeadScout.ActiveLearning;
using LeadScout.Jobs.Planning;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Texts;

namespace LeadScout.Jobs.Running;

/// <summary>
/// Keeps a fixed number of batches (<see cref="JobSettings.Concurrency"/>) planned and folds their outcomes in plan order: batch k+W is planned once 0..k are folded.
/// The first stop (purse, teacher, user) lets the batches in flight come home and plans no more. Without a desk it asks nobody, and stops where
/// the log does not hold the answer.
/// </summary>
internal sealed class JobRounds(Agenda agenda, JobContext context, Desk? desk)
{
    private static readonly DeskStop EnoughAsked = new(DeskStopKind.Probed, "As many texts were asked as the forecast wanted.");

    private int _mayAsk = int.MaxValue;

    /// <summary>The most texts to put to the teacher; what earlier runs have paid for does not count.</summary>
    public int MostAsks
    {
        init => _mayAsk = value;
    }

    /// <summary>What is known of the calls that the teacher takes: added to as outcomes are folded, so that it depends on the plan alone.</summary>
    public CallLessons Lessons { get; private set; } = CallLessons.None;

    /// <summary>What was known of them before.</summary>
    public CallLessons Known
    {
        init => Lessons = value;
    }

    /// <summary>Called before each request to the desk.</summary>
    public Action Asking { get; init; } = () => { };

    /// <summary>Runs the agenda to its end, or to a stop.</summary>
    /// <param name="folded">Called after each fold, once the next batch is on its way.</param>
    /// <param name="interrupt">The user's wish to stop.</param>
    public async Task<DeskStop?> RunAsync(Action<Batch, DeskResult> folded, CancellationToken interrupt)
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
        Queue<(Batch Batch, Task<DeskResult> Result)> inFlight, Action<Batch, DeskResult> folded, CancellationTokenSource stopping, CancellationToken interrupt)
    {
        DeskStop? stop = null;
        (Batch Batch, DeskResult Result)? before = null;
        while (true)
        {
            if (stop is null && interrupt.IsCancellationRequested)
            {
                stop = new DeskStop(DeskStopKind.Interrupted, "Interrupted.");
            }

            while (stop is null && inFlight.Count < context.Request.Settings.Concurrency && agenda.Next() is { } batch)
            {
                inFlight.Enqueue((batch, AskAsync(batch, stopping.Token)));
            }

            // Only now, so that the batches just planned are served in plan order with what this one did not spend.
            if (before is { } last)
            {
                last.Result.Account?.Close();
                folded(last.Batch, last.Result);
            }

            if (!inFlight.TryDequeue(out var oldest))
            {
                return stop;
            }

            var result = await oldest.Result.ConfigureAwait(false);
            foreach (var (step, outcome) in oldest.Batch.Steps.Zip(result.Outcomes))
            {
                step.Strand.Plan.Fold(step.Text, step.Audit is not null, outcome);
            }

            Lessons = Lessons.And(result.Lessons);
            before = (oldest.Batch, result);
            if (stop is null && result.Stop is not null)
            {
                stop = result.Stop;
                await stopping.CancelAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task<DeskResult> AskAsync(Batch batch, CancellationToken stop)
    {
        var outcomes = batch.Steps.Select(step => step.Strand.Replay.Find(batch.Number, KeyOf(step))).ToArray();
        var open = Enumerable.Range(0, outcomes.Length).Where(i => outcomes[i].IsOpen).ToArray();
        if (open.Length == 0)
        {
            return new DeskResult([.. outcomes], 0, 0, null);
        }

        if (desk is null)
        {
            return new DeskResult([.. outcomes], 0, 0, new DeskStop(DeskStopKind.Interrupted, "The log does not hold all answers of the job."));
        }

        var texts = open.Select(i => batch.Steps[i].Text).Distinct().Take(_mayAsk).ToHashSet();
        var asked = Array.FindAll(open, i => texts.Contains(batch.Steps[i].Text));
        if (asked.Length == 0)
        {
            return new DeskResult([.. outcomes], 0, 0, EnoughAsked);
        }

        _mayAsk -= texts.Count;
        Asking();
        var items = asked.Select(i => ItemOf(batch.Steps[i])).ToImmutableArray();
        var request = new DeskRequest(context.Job.Id, batch.Number, items) { AsksAgain = context.Request.Settings.Learn != LearnMode.Immediate || batch.Number >= SelfCheckPlan.FirstBatch, Lessons = Lessons };
        var result = await desk.AskAsync(request, stop).ConfigureAwait(false);
        for (var i = 0; i < asked.Length; i++)
        {
            outcomes[asked[i]] = result.Outcomes[i];
        }

        return result with { Outcomes = [.. outcomes], Stop = result.Stop ?? (asked.Length < open.Length ? EnoughAsked : null) };
    }

    private static DeskItem ItemOf(Step step)
    {
        var (strand, key) = (step.Strand, KeyOf(step));
        return new DeskItem(strand.Question, key, strand.Texts.Text(step.Text), step.Audit) { IsGivenUp = strand.Replay.IsGivenUp(key) };
    }

    private static TextKey KeyOf(Step step) => step.Strand.Texts.Key(step.Text);
}
