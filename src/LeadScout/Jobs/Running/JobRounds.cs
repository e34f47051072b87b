using System.Collections.Immutable;
using LeadScout.ActiveLearning;
using LeadScout.Jobs.Planning;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Texts;

namespace LeadScout.Jobs.Running;

/// <summary>
/// Keeps a fixed number of batches (<see cref="JobSettings.Concurrency"/>) planned and folds their outcomes in plan order: batch k+W is
/// planned once 0..k are folded. The first stop (spending limit, teacher, user) lets the batches in flight come home and plans no more.
/// Without a service it asks nobody, and stops where the log does not hold the answer.
/// </summary>
internal sealed class JobRounds(BatchScheduler scheduler, JobContext context, AskService? asking)
{
    private static readonly AskStop EnoughAsked = new(AskStopKind.Probed, "As many texts were asked as the forecast wanted.");

    private int _mayAsk = int.MaxValue;

    /// <summary>The most texts to put to the teacher; what earlier runs have paid for does not count.</summary>
    public int MostAsks
    {
        init => _mayAsk = value;
    }

    /// <summary>
    /// What is known of the calls that the teacher takes: added to as outcomes are folded, so that it depends on the plan alone.
    /// </summary>
    public CallLessons Lessons { get; private set; } = CallLessons.None;

    /// <summary>What was known of them before.</summary>
    public CallLessons Known
    {
        init => Lessons = value;
    }

    /// <summary>Called before each request to the service.</summary>
    public Action Asking { get; init; } = () => { };

    /// <summary>Runs the scheduler to its end, or to a stop.</summary>
    /// <param name="folded">Called after each fold, once the next batch is on its way.</param>
    /// <param name="interrupt">The user's wish to stop.</param>
    public async Task<AskStop?> RunAsync(Action<Batch, AskOutcome> folded, CancellationToken interrupt)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(interrupt);
        var inFlight = new Queue<(Batch Batch, Task<AskOutcome> Result)>();
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

    private async Task<AskStop?> RunAsync(
        Queue<(Batch Batch, Task<AskOutcome> Result)> inFlight, Action<Batch, AskOutcome> folded, CancellationTokenSource stopping,
        CancellationToken interrupt)
    {
        AskStop? stop = null;
        (Batch Batch, AskOutcome Result)? before = null;
        while (true)
        {
            if (stop is null && interrupt.IsCancellationRequested)
            {
                stop = new AskStop(AskStopKind.Interrupted, "Interrupted.");
            }

            while (stop is null && inFlight.Count < context.Request.Settings.Concurrency && scheduler.Next() is { } batch)
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
            foreach (var (planned, outcome) in oldest.Batch.Asks.Zip(result.Outcomes))
            {
                planned.QuestionRun.Plan.Fold(planned.Text, planned.Audit is not null, outcome);
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

    private async Task<AskOutcome> AskAsync(Batch batch, CancellationToken stop)
    {
        var outcomes = batch.Asks.Select(planned => planned.QuestionRun.Replay.Find(batch.Number, KeyOf(planned))).ToArray();
        var open = Enumerable.Range(0, outcomes.Length).Where(i => outcomes[i].IsOpen).ToArray();
        if (open.Length == 0)
        {
            return new AskOutcome([.. outcomes], 0, 0, null);
        }

        if (asking is null)
        {
            return new AskOutcome(
                [.. outcomes], 0, 0, new AskStop(AskStopKind.Interrupted, "The log does not hold all answers of the job."));
        }

        var texts = open.Select(i => batch.Asks[i].Text).Distinct().Take(_mayAsk).ToHashSet();
        var asked = Array.FindAll(open, i => texts.Contains(batch.Asks[i].Text));
        if (asked.Length == 0)
        {
            return new AskOutcome([.. outcomes], 0, 0, EnoughAsked);
        }

        _mayAsk -= texts.Count;
        Asking();
        var items = asked.Select(i => ItemOf(batch.Asks[i])).ToImmutableArray();
        var request = new AskRequest(
            context.Job.Id,
            batch.Number,
            items)
        {
            AsksAgain = context.Request.Settings.Learn != LearnMode.Immediate || batch.Number >= SelfCheckPlan.FirstBatch,
            Lessons = Lessons
        };
        var result = await asking.AskAsync(request, stop).ConfigureAwait(false);
        for (var i = 0; i < asked.Length; i++)
        {
            outcomes[asked[i]] = result.Outcomes[i];
        }

        return result with { Outcomes = [.. outcomes], Stop = result.Stop ?? (asked.Length < open.Length ? EnoughAsked : null) };
    }

    private static AskItem ItemOf(PlannedAsk planned)
    {
        var (run, key) = (planned.QuestionRun, KeyOf(planned));
        return new AskItem(run.Question, key, run.Texts.Text(planned.Text), planned.Audit) { IsGivenUp = run.Replay.IsGivenUp(key) };
    }

    private static TextKey KeyOf(PlannedAsk planned) => planned.QuestionRun.Texts.Key(planned.Text);
}
