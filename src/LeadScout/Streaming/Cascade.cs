using System.Globalization;
using LeadScout.ActiveLearning;
using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Teaching.Calls;
using LeadScout.Teaching.Spending;
using LeadScout.Telemetry;
using LeadScout.Texts;

namespace LeadScout.Streaming;

/// <summary>
/// Decides one text at a time, for streams and for programs: person → exact → rule → student → teacher. A text that is in flight is asked
/// once, whoever else wants it, and what is learned is usable at once. Thread-safe; one call at a time, it is deterministic.
/// </summary>
/// <remarks>
/// The stream may be endless. What grows with the answers that were paid for: the known decisions, about 200 bytes each. What is bounded:
/// the student's lessons (the newest 50,000 answered texts) and the decisions of the student that are remembered (the newest 200,000
/// texts). When the answers have grown by a tenth, the next call waits until the student is built anew: about 0.2 ms an answer.
/// </remarks>
public sealed class Cascade
{
    private readonly Question _question;
    private readonly AskService _service;
    private readonly LearnMode _learn;
    private readonly Lock _lock = new();
    private readonly Knowledge _knowledge;
    private readonly StudentRung _student;
    private readonly Dictionary<TextKey, Task<AskResult>> _inFlight = [];
    private readonly List<Answer> _pending = [];
    private long _asks;
    private int _uncounted;

    private Cascade(Question question, Knowledge knowledge, StudentRung student, AskService asking, LearnMode learn) =>
        (_question, _knowledge, _student, _service, _learn) = (question, knowledge, student, asking, learn);

    /// <summary>
    /// What the audits prove about all rows classified since the cascade was opened: with the budget's confidence the bound is true at
    /// every moment. It says nothing about rows without a label, and nothing about blank ones.
    /// </summary>
    public Certificate Certificate
    {
        get
        {
            lock (_lock)
            {
                CountKnown();
                return _student.Certificate;
            }
        }
    }

    /// <summary>Opens a cascade that knows all that the log knows.</summary>
    /// <exception cref="BadInputException">There is a limit on money, and the model's price is unknown.</exception>
    public static Task<Cascade> OpenAsync(
        Question question, ITeacher teacher, IAnswerStore store, CascadeOptions options, TimeProvider clock,
        CancellationToken cancellation = default) =>
        OpenAsync(question, teacher, store, options, clock, null, cancellation);

    /// <summary>The same with another student's predictions, for tests of what is promised whatever the student does.</summary>
    internal static async Task<Cascade> OpenAsync(
        Question question, ITeacher teacher, IAnswerStore store, CascadeOptions options, TimeProvider clock,
        Func<string, Prediction?>? predict, CancellationToken cancellation)
    {
        CostLimit.Check(options.MaxCost, teacher);
        var knowledge = await Knowledge.ReadAsync(question, teacher.Name, store, cancellation).ConfigureAwait(false);

        // The time, too: openings between which nobody answered would else draw alike, and a text at a time would never be audited.
        var seeds = SeedSequence.Of(
            options.Seed,
            string.Create(
                CultureInfo.InvariantCulture,
                $"stream of {teacher.Name}, question {question.Version}, opened {clock.GetUtcNow().UtcTicks}"),
            await store.LogPositionAsync(cancellation).ConfigureAwait(false));
        var student = new StudentRung(predict ?? (text => knowledge.Student.Predict(text)), options.Budget, seeds.Spawn("audits"));
        var asking = new AskService(
            teacher,
            store,
            options.Spending ?? new SpendingLimit(options.MaxCost, Money.Zero),
            new AskServiceOptions
            {
                Concurrency = options.Concurrency,
                Retry = options.Retry,
                Clock = clock,
                InFlight = options.InFlight,
            });
        return new Cascade(question, knowledge, student, asking, options.Learn);
    }

    /// <summary>Decides a text.</summary>
    /// <param name="text">The text, as it stands.</param>
    /// <param name="cancellation">Ends the waiting; a call already out comes home all the same, and is learned from.</param>
    /// <returns>A label and who gave it, or undecided with the reason.</returns>
    public async Task<Classification> ClassifyAsync(string text, CancellationToken cancellation = default)
    {
        var classification = await DecideAsync(text, cancellation).ConfigureAwait(false);
        Instruments.TextDecided(_question.Name, classification.Decision.Source.Word());
        return classification;
    }

    /// <summary>What an answer or a rule says about a text, or null. Asks nobody, and counts for nothing.</summary>
    public Classification? Known(string text)
    {
        var normalised = TextNormaliser.Normalise(text);
        return _knowledge.Known(_knowledge.Keys.OfNormalised(normalised), normalised);
    }

    /// <summary>
    /// What is known about a text, or else what the student would say, which nothing has proven. Asks nobody, and counts for nothing.
    /// </summary>
    public Classification Explain(string text)
    {
        lock (_lock)
        {
            return _knowledge.Explain(text);
        }
    }

    /// <summary>Takes in answers that others have put into the log since; those that it has already change nothing.</summary>
    public void Learn(IEnumerable<Answer> answers)
    {
        lock (_lock)
        {
            foreach (var answer in answers)
            {
                _knowledge.Learn(answer);
            }
        }
    }

    /// <summary>Makes pending answers usable.</summary>
    /// <returns>How many there were: always 0 when learning is immediate, because then nothing is ever pending.</returns>
    public Task<int> FlushAsync()
    {
        lock (_lock)
        {
            var count = _pending.Count;
            _pending.ForEach(_knowledge.Learn);
            _pending.Clear();
            return Task.FromResult(count);
        }
    }

    /// <summary>Waits until no call is out: what they bring is in the log and learned from.</summary>
    internal async Task DrainAsync()
    {
        while (InFlight() is { Length: > 0 } asked)
        {
            await ((Task)Task.WhenAll(asked)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Task<AskResult>[] InFlight()
        {
            lock (_lock)
            {
                return [.. _inFlight.Values.Where(asked => !asked.IsCompleted)];
            }
        }
    }

    private async Task<Classification> DecideAsync(string text, CancellationToken cancellation)
    {
        var normalised = TextNormaliser.Normalise(text);
        var key = _knowledge.Keys.OfNormalised(normalised);
        if (Known(key, normalised) is { } known)
        {
            return known;
        }

        StudentDecision? decided = null;
        Task<AskResult>? asked;
        var isOwn = false;
        lock (_lock)
        {
            // It may have been learned while the lock was waited for.
            if (Known(key, normalised) is { } learned)
            {
                return learned;
            }

            CountKnown();
            if (!_inFlight.TryGetValue(key, out asked))
            {
                decided = _student.Decide(key, normalised);
                if (decided is { Audited: false })
                {
                    return _knowledge.ByStudent(key, normalised, decided.Prediction);
                }

                asked = AskAsync(new PlannedAsk(_question, key, text, MarkOf(decided)), _asks++, decided);
                _inFlight.Add(key, asked);
                isOwn = true;
            }
        }

        var result = await asked.WaitAsync(cancellation).ConfigureAwait(false);
        var classification =
            Classified(key, result) with { Bill = isOwn && result.Calls > 0 ? new AskBill(result.Calls, result.Spent, result.PossiblyBilled) : null };
        lock (_lock)
        {
            if (decided is null && classification.Decision.IsDecided)
            {
                _student.ObserveAsked(1);
            }
        }

        return classification;
    }

    private async Task<AskResult> AskAsync(PlannedAsk ask, long number, StudentDecision? audited)
    {
        await Task.Yield(); // leaves the caller's lock before anything slow begins
        AskResult? result = null;
        try
        {
            result = await _service.AskAsync(new AskRequest(null, BatchId.OfPlan(number), [ask]), CancellationToken.None).ConfigureAwait(false);
            return result;
        }
        finally
        {
            lock (_lock)
            {
                if (result is { Answers: [var answer, ..] })
                {
                    Learn(answer, audited);
                }

                _inFlight.Remove(ask.Key);
            }
        }
    }

    private void Learn(Answer answer, StudentDecision? audited)
    {
        if (audited is not null)
        {
            _student.EndAudit(audited, _question.IndexOf(answer.Label));
        }

        if (_learn == LearnMode.Immediate)
        {
            _knowledge.Learn(answer);
        }
        else
        {
            _pending.Add(answer);
        }
    }

    /// <summary>
    /// What is known needs no lock: while the student is being built anew, known texts do not wait for it. Their rows are counted later.
    /// </summary>
    private Classification? Known(TextKey key, string normalised)
    {
        var known = _knowledge.Known(key, normalised);
        if (known is { Decision.IsDecided: true })
        {
            Interlocked.Increment(ref _uncounted);
        }

        return known;
    }

    /// <summary>Counts the rows of known texts since the last time. Under the lock.</summary>
    private void CountKnown()
    {
        if (Interlocked.Exchange(ref _uncounted, 0) is > 0 and var rows)
        {
            _student.ObserveAsked(rows);
        }
    }

    private AuditMark? MarkOf(StudentDecision? decided) =>
        decided is null ? null : new AuditMark(_question.Labels[decided.Prediction.Label].Name, decided.Rate);

    private Classification Classified(TextKey key, AskResult result) => result.Answers is [var answer, ..]
        ? new Classification(key, answer.Label, Decision.By(DecisionSource.Teacher, _question.IndexOf(answer.Label)), null)
        {
            Why = new Why.Answered(answer.Source, answer.By, answer.At, answer.Call, answer.Audit),
        }
        : new Classification(
            key,
            null,
            Decision.Undecided(ReasonOf(result.Stop)),
            result.Outcomes.GetValueOrDefault(new AskId(_question.Version, key)).Failure ?? result.Stop?.Message)
        {
            Stop = result.Stop,
        };

    private static UndecidedReason ReasonOf(AskStop? stop) => stop?.Kind switch
    {
        null => UndecidedReason.Failed,
        AskStopKind.OutOfMoney => UndecidedReason.OutOfMoney,
        _ => UndecidedReason.NotAsked,
    };
}
