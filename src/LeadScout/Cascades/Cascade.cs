using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Teaching;
using LeadScout.Texts;

namespace LeadScout.Cascades;

/// <summary>
/// Decides one text at a time, for streams and for programs: person → exact → rule → teacher. A text that is in flight is asked once,
/// whoever else wants it, and what is learned is usable at once. Thread-safe.
/// </summary>
public sealed class Cascade
{
    private readonly Question _question;
    private readonly Desk _desk;
    private readonly LearnMode _learn;
    private readonly Lock _lock = new();
    private readonly KnownDecisions _known;
    private readonly Dictionary<TextKey, Task<DeskResult>> _inFlight = [];
    private readonly List<(TextKey Key, int Label)> _pending = [];
    private long _asks;

    private Cascade(Question question, KnownDecisions known, Desk desk, LearnMode learn) => (_question, _known, _desk, _learn) = (question, known, desk, learn);

    /// <summary>Opens a cascade that knows all that the log knows.</summary>
    /// <exception cref="BadInputException">There is a limit on money, and the model's price is unknown.</exception>
    public static async Task<Cascade> OpenAsync(
        Question question, ITeacher teacher, IJobStore store, IAnswerLog log, CascadeOptions options, TimeProvider clock, CancellationToken cancellation = default)
    {
        if (options.MaxCost is { } limit && teacher.Price is null)
        {
            throw new BadInputException($"The price of {teacher.Name} is unknown, so a limit of {limit} can't be kept. State the price, or leave the limit out.");
        }

        var known = new KnownDecisions(question);
        await foreach (var answer in log.ReadAsync(question.Version, teacher.Name, cancellation).ConfigureAwait(false))
        {
            known.Fold(answer);
        }

        return new Cascade(question, known, new Desk(teacher, store, new Purse(options.MaxCost, Money.Zero), options.Concurrency, options.Retry, clock), options.Learn);
    }

    /// <summary>Decides a text.</summary>
    /// <param name="text">The text, as it stands.</param>
    /// <param name="cancellation">Ends the waiting; a call already out comes home all the same, and is learned from.</param>
    /// <returns>A label and who gave it, or undecided with the reason.</returns>
    public async Task<Classification> ClassifyAsync(string text, CancellationToken cancellation = default)
    {
        var normalised = TextNormaliser.Normalise(text);
        var key = TextKey.OfNormalised(normalised);
        Task<DeskResult>? asked;
        lock (_lock)
        {
            if (_known.Decide(key, normalised) is { } decision)
            {
                return Classified(key, decision, null);
            }

            if (!_inFlight.TryGetValue(key, out asked))
            {
                asked = AskAsync(new DeskItem(key, text), _asks++);
                _inFlight.Add(key, asked);
            }
        }

        var result = await asked.WaitAsync(cancellation).ConfigureAwait(false);
        return Classified(key, DecisionOf(result), result.Outcomes[0].Failure ?? result.Stop?.Message);
    }

    /// <summary>Makes pending answers usable.</summary>
    /// <returns>How many there were: always 0 when learning is immediate, because then nothing is ever pending.</returns>
    public Task<int> FlushAsync()
    {
        lock (_lock)
        {
            var count = _pending.Count;
            foreach (var (key, label) in _pending)
            {
                _known.Learn(key, label);
            }

            _pending.Clear();
            return Task.FromResult(count);
        }
    }

    private async Task<DeskResult> AskAsync(DeskItem item, long ask)
    {
        await Task.Yield(); // leaves the caller's lock before anything slow begins
        try
        {
            var result = await _desk.AskAsync(new DeskRequest(null, ask, _question, [item]), CancellationToken.None).ConfigureAwait(false);
            Learn(item.Key, result.Outcomes[0]);
            return result;
        }
        finally
        {
            lock (_lock)
            {
                _inFlight.Remove(item.Key);
            }
        }
    }

    private void Learn(TextKey key, TextOutcome outcome)
    {
        if (!outcome.IsAnswered)
        {
            return;
        }

        lock (_lock)
        {
            if (_learn == LearnMode.Immediate)
            {
                _known.Learn(key, outcome.Label);
            }
            else
            {
                _pending.Add((key, outcome.Label));
            }
        }
    }

    private Classification Classified(TextKey key, Decision decision, string? reason) =>
        new(key, decision.IsDecided ? _question.Labels[decision.Label].Name : null, decision, reason);

    private static Decision DecisionOf(DeskResult result)
    {
        if (result.Outcomes[0].IsAnswered)
        {
            return Decision.By(DecisionSource.Teacher, result.Outcomes[0].Label);
        }

        return Decision.Undecided(result.Stop?.Kind switch
        {
            null => UndecidedReason.Failed,
            DeskStopKind.OutOfMoney => UndecidedReason.OutOfMoney,
            _ => UndecidedReason.NotAsked,
        });
    }
}
