using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Learning;
using LeadScout.Questions;
using LeadScout.Teaching;
using LeadScout.Texts;

namespace LeadScout.Cascades;

/// <summary>
/// Decides one text at a time, for streams and for programs: person → exact → rule → student → teacher. A text that is in flight is asked once,
/// whoever else wants it, and what is learned is usable at once. Thread-safe; one call at a time, it is deterministic.
/// </summary>
/// <remarks>
/// The stream may be endless. What grows with the answers that were paid for: the known decisions, about 150 bytes each. What is bounded:
/// the student's lessons (the newest 50,000 answered texts) and the decisions of the student that are remembered (the newest 200,000 texts).
/// When the answers have grown by a tenth, the next call waits until the student is built anew: about 0.2 ms an answer.
/// </remarks>
public sealed class Cascade
{
    private readonly Question _question;
    private readonly Desk _desk;
    private readonly LearnMode _learn;
    private readonly Lock _lock = new();
    private readonly Knowledge _knowledge;
    private readonly StudentRung _student;
    private readonly Dictionary<TextKey, Task<DeskResult>> _inFlight = [];
    private readonly List<Answer> _pending = [];
    private long _asks;

    private Cascade(Question question, Knowledge knowledge, StudentRung student, Desk desk, LearnMode learn) =>
        (_question, _knowledge, _student, _desk, _learn) = (question, knowledge, student, desk, learn);

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
                return _student.Certificate;
            }
        }
    }

    /// <summary>Opens a cascade that knows all that the log knows.</summary>
    /// <exception cref="BadInputException">There is a limit on money, and the model's price is unknown.</exception>
    public static Task<Cascade> OpenAsync(
        Question question, ITeacher teacher, IJobStore store, IAnswerLog log, CascadeOptions options, TimeProvider clock, CancellationToken cancellation = default) =>
        OpenAsync(question, teacher, store, log, options, clock, null, cancellation);

    /// <summary>The same with another student's predictions, for tests of what is promised whatever the student does.</summary>
    internal static async Task<Cascade> OpenAsync(
        Question question, ITeacher teacher, IJobStore store, IAnswerLog log, CascadeOptions options, TimeProvider clock,
        Func<string, Prediction?>? predict, CancellationToken cancellation)
    {
        CostLimit.Check(options.MaxCost, teacher);
        var knowledge = await Knowledge.ReadAsync(question, teacher.Name, log, cancellation).ConfigureAwait(false);
        var student = new StudentRung(predict ?? (text => knowledge.Student.Predict(text)), options.Budget, options.Seed);
        var desk = new Desk(teacher, store, new Purse(options.MaxCost, Money.Zero), options.Concurrency, options.Retry, clock);
        return new Cascade(question, knowledge, student, desk, options.Learn);
    }

    /// <summary>Decides a text.</summary>
    /// <param name="text">The text, as it stands.</param>
    /// <param name="cancellation">Ends the waiting; a call already out comes home all the same, and is learned from.</param>
    /// <returns>A label and who gave it, or undecided with the reason.</returns>
    public async Task<Classification> ClassifyAsync(string text, CancellationToken cancellation = default)
    {
        var normalised = TextNormaliser.Normalise(text);
        var key = _knowledge.Keys.OfNormalised(normalised);
        StudentDecision? decided = null;
        Task<DeskResult>? asked;
        lock (_lock)
        {
            if (_knowledge.Known(key, normalised) is { } known)
            {
                Count(known);
                return known;
            }

            if (!_inFlight.TryGetValue(key, out asked))
            {
                decided = _student.Decide(key, normalised);
                if (decided is { Audited: false })
                {
                    return _knowledge.ByStudent(key, normalised, decided.Prediction);
                }

                asked = AskAsync(new DeskItem(_question, key, text, MarkOf(decided)), _asks++, decided);
                _inFlight.Add(key, asked);
            }
        }

        var classification = Classified(key, await asked.WaitAsync(cancellation).ConfigureAwait(false));
        lock (_lock)
        {
            if (decided is null)
            {
                Count(classification);
            }
        }

        return classification;
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

    private async Task<DeskResult> AskAsync(DeskItem item, long ask, StudentDecision? audited)
    {
        await Task.Yield(); // leaves the caller's lock before anything slow begins
        DeskResult? result = null;
        try
        {
            result = await _desk.AskAsync(new DeskRequest(null, ask, [item]), CancellationToken.None).ConfigureAwait(false);
            return result;
        }
        finally
        {
            result?.Account?.Close();
            lock (_lock)
            {
                if (result is { Answers: [var answer, ..] })
                {
                    Learn(answer, audited);
                }

                _inFlight.Remove(item.Key);
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

    private void Count(Classification classification)
    {
        if (classification.Decision.IsDecided)
        {
            _student.ObserveAsked();
        }
    }

    private AuditMark? MarkOf(StudentDecision? decided) =>
        decided is null ? null : new AuditMark(_question.Labels[decided.Prediction.Label].Name, decided.Rate);

    private Classification Classified(TextKey key, DeskResult result) => result.Answers is [var answer, ..]
        ? new Classification(key, answer.Label, Decision.By(DecisionSource.Teacher, _question.IndexOf(answer.Label)), null)
        {
            Why = new Why.Answered(answer.Source, answer.By, answer.At, answer.Call, answer.Audit),
        }
        : new Classification(key, null, Decision.Undecided(ReasonOf(result.Stop)), result.Outcomes[0].Failure ?? result.Stop?.Message);

    private static UndecidedReason ReasonOf(DeskStop? stop) => stop?.Kind switch
    {
        null => UndecidedReason.Failed,
        DeskStopKind.OutOfMoney => UndecidedReason.OutOfMoney,
        _ => UndecidedReason.NotAsked,
    };
}
