using System.Collections.Immutable;
using LeadScout.ActiveLearning;
using LeadScout.Jobs.Planning;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Teaching.Calls;
using LeadScout.Teaching.Spending;

namespace LeadScout.Jobs.Running;

/// <summary>
/// Keeps as many batches planned as <see cref="BatchScheduler.Window"/> and <see cref="JobSettings.Concurrency"/> allow, and folds their
/// outcomes in plan order: what a batch asks depends on those folded before it was planned, never on timing. The first stop (spending limit,
/// teacher, user) lets the batches in flight come home and plans no more. Without a service it asks nobody, and stops where the log does not
/// hold the answer.
/// </summary>
internal sealed class JobRounds(BatchScheduler scheduler, JobContext context, AskService? asking)
{
    private static readonly AskStop EnoughAsked = new(AskStopKind.Probed, "As many texts were asked as the forecast wanted.");
    private static readonly AskStop NotInTheLog = new(AskStopKind.Interrupted, "The log does not hold all answers of the job.");

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

    /// <summary>
    /// The longest chain of calls so far of which each waited for the reply to the one before. By the plan: calls of earlier runs count, and
    /// one that is made again, or split, counts once.
    /// </summary>
    public int CallsInSequence { get; private set; }

    /// <summary>Called before each request to the service.</summary>
    public Action Asking { get; init; } = () => { };

    /// <summary>Runs the scheduler to its end, or to a stop.</summary>
    /// <param name="folded">Called after each fold, once the next batch is on its way.</param>
    /// <param name="interrupt">The user's wish to stop.</param>
    public async Task<AskStop?> RunAsync(Action<Batch, AskResult> folded, CancellationToken interrupt)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(interrupt);
        var inFlight = new Queue<Flight>();
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
        finally
        {
            foreach (var flight in inFlight)
            {
                flight.Dispose();
            }
        }
    }

    private async Task<AskStop?> RunAsync(
        Queue<Flight> inFlight, Action<Batch, AskResult> folded, CancellationTokenSource stopping, CancellationToken interrupt)
    {
        AskStop? stop = null;
        Flight? home = null; // the head of the queue, once it is folded
        while (true)
        {
            if (stop is null && interrupt.IsCancellationRequested)
            {
                stop = new AskStop(AskStopKind.Interrupted, "Interrupted.");
            }

            while (stop is null
                && inFlight.Count - (home is null ? 0 : 1) < Math.Min(context.Request.Settings.Concurrency, scheduler.Window)
                && scheduler.Next() is { } batch)
            {
                inFlight.Enqueue(Send(batch, stopping.Token) with { Place = CallsInSequence + 1 });
            }

            if (home is not null)
            {
                // Only now, so that the batches just planned are served in plan order with what this one did not spend.
                inFlight.Dequeue().Dispose();
                folded(home.Batch, await home.Result.ConfigureAwait(false));
            }

            if (!inFlight.TryPeek(out home))
            {
                return stop;
            }

            var result = await home.Result.ConfigureAwait(false);
            scheduler.Fold(home.Batch, result);
            Lessons = Lessons.And(result.Lessons);
            if (result.Calls > 0 || home.Batch.Asks.Any(ask => result.Of(ask) is { IsOpen: false, IsFromElsewhere: false }))
            {
                CallsInSequence = Math.Max(CallsInSequence, home.Place);
            }

            if (stop is null && result.Stop is not null)
            {
                stop = result.Stop;
                await stopping.CancelAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Puts to the service what earlier runs have not settled of a batch.</summary>
    private Flight Send(Batch batch, CancellationToken stop)
    {
        var settled = scheduler.Settled(batch);
        var open = batch.Asks.Where(ask => !settled.ContainsKey(ask.Id)).ToArray();
        if (open.Length == 0)
        {
            return Flight.NotSent(batch, new AskResult { Outcomes = settled });
        }

        var texts = open.Select(ask => ask.Key).Distinct().Take(_mayAsk).ToHashSet();
        if (texts.Count == 0)
        {
            return Flight.NotSent(batch, new AskResult { Outcomes = settled, Stop = EnoughAsked });
        }

        if (asking is null)
        {
            return Flight.NotSent(batch, new AskResult { Outcomes = settled, Stop = NotInTheLog });
        }

        _mayAsk -= texts.Count;
        Asking();
        var request = new AskRequest(context.Job.Id, batch.Id, [.. open.Where(ask => texts.Contains(ask.Key))])
        {
            AsksAgain = context.Request.Settings.Learn != LearnMode.Immediate || batch.Id.Kind is BatchKind.SelfCheck or BatchKind.AloneCheck,
            Epoch = context.Job.Epoch,
            Lessons = Lessons,
            Canaries = scheduler.CanariesFor(batch),
        };
        var account = asking.OpenAccount();
        return new Flight(batch, account, AskAsync(asking, request, account, settled, open.Length, stop));
    }

    private static async Task<AskResult> AskAsync(
        AskService asking, AskRequest request, SpendingAccount account, Dictionary<AskId, AskOutcome> settled, int open, CancellationToken stop)
    {
        var result = await asking.AskAsync(request, account, stop).ConfigureAwait(false);
        foreach (var (ask, outcome) in result.Outcomes)
        {
            settled.Add(ask, outcome);
        }

        return result with { Outcomes = settled, Stop = result.Stop ?? (request.Asks.Length < open ? EnoughAsked : null) };
    }

    /// <summary>A batch on its way, and the account that its calls are paid from; closed when it is disposed of.</summary>
    private sealed record Flight(Batch Batch, SpendingAccount? Account, Task<AskResult> Result) : IDisposable
    {
        /// <summary>Its place in the longest chain of calls that waited for one another, from 1.</summary>
        public int Place { get; init; }

        public static Flight NotSent(Batch batch, AskResult result) => new(batch, null, Task.FromResult(result));

        public void Dispose() => Account?.Dispose();
    }
}
