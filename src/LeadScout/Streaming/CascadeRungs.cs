using LeadScout.ActiveLearning;
using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Hints;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.Teaching.Asking;
using LeadScout.Teaching.Calls;
using LeadScout.Telemetry;
using LeadScout.Texts;

namespace LeadScout.Streaming;

/// <summary>
/// The rungs of a cascade under one lock: what is known, the student, the teacher. It decides a text or wants it of the teacher, and learns
/// what comes home. Thread-safe.
/// </summary>
internal sealed class CascadeRungs
{
    private readonly Question _question;
    private readonly Knowledge _knowledge;
    private readonly StudentRung _student;
    private readonly LearnMode _learn;
    private readonly List<(Answer Answer, ReadOnlyMemory<Half> Vector)> _pending = [];
    private int _uncounted;

    public CascadeRungs(
        Question question, Knowledge knowledge, StudentRung student, AskService service, CascadeOptions options, TimeProvider clock)
    {
        (_question, _knowledge, _student, _learn, Embedding) = (question, knowledge, student, options.Learn, options.Embedding);
        Teacher = new TeacherRung(service, options, clock, Gate, Learn);
    }

    public Lock Gate { get; } = new();

    public Question Question => _question;

    public TeacherRung Teacher { get; }

    /// <summary>What embeds the texts; null for nothing.</summary>
    public StreamEmbedding? Embedding { get; }

    /// <summary>Texts whose answer is known.</summary>
    public int AnswerCount => _knowledge.AnswerCount;

    /// <summary>What the audits prove about all rows so far.</summary>
    public Certificate Certificate
    {
        get
        {
            lock (Gate)
            {
                CountKnown();
                return _student.Certificate;
            }
        }
    }

    /// <summary>Decides a text, or wants it of the teacher.</summary>
    /// <param name="text">The text.</param>
    /// <param name="call">The call that it is to go out with; null for the one that single texts share.</param>
    /// <param name="vector">Its vector; empty for none. Where texts are embedded, the student decides none without.</param>
    /// <param name="isAlone">Whether it shares its call with nobody.</param>
    public Planned Plan(string text, SharedCall? call, ReadOnlyMemory<Half> vector, bool isAlone = false)
    {
        var normalised = TextNormaliser.Normalise(text);
        var key = _knowledge.Keys.OfNormalised(normalised);
        if (Known(key, normalised) is { } known)
        {
            return new Planned(known, null);
        }

        lock (Gate)
        {
            // It may have been learned while the lock was waited for.
            if (Known(key, normalised) is { } learned)
            {
                return new Planned(learned, null);
            }

            CountKnown();
            if (Teacher.Join(key, call) is { } other)
            {
                other.Text.Vector = other.Text.Vector.IsEmpty ? vector : other.Text.Vector;
                return new Planned(null, other);
            }

            var decided = Embedding is not null && vector.IsEmpty ? null : _student.Decide(key, normalised, vector);
            if (decided is { Audited: false })
            {
                return new Planned(_knowledge.ByStudent(key, decided.Prediction, vector), null);
            }

            var ask = new PlannedAsk(_question, key, text, MarkOf(decided));
            var waiter = call is null ? Teacher.Want(ask, decided is null, isAlone) : Teacher.Want(ask, decided is null, call);
            waiter.Text.Vector = vector;
            return new Planned(null, waiter);
        }
    }

    /// <summary>The vectors of texts, in their order, for their plan; empty for texts that need none, and where embedding them fails.</summary>
    /// <param name="texts">The texts, no more than are embedded at once.</param>
    /// <param name="bills">Takes what is sent on the caller's account.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<ReadOnlyMemory<Half>[]> EmbedAsync(
        IReadOnlyList<string> texts, ICollection<Task<AskBill>> bills, CancellationToken cancellationToken)
    {
        var vectors = new ReadOnlyMemory<Half>[texts.Count];
        var open = Enumerable.Range(0, texts.Count).Where(i => _knowledge.Known(texts[i]) is null).ToArray();
        if (open.Length > 0)
        {
            var made = await Embedding!
                .OfAsync([.. open.Select(i => KeyValuePair.Create(_knowledge.Keys.Of(texts[i]), texts[i]))], bills, cancellationToken)
                .ConfigureAwait(false);
            for (var i = 0; i < open.Length; i++)
            {
                vectors[open[i]] = made[i];
            }
        }

        return vectors;
    }

    /// <summary>What is told to whoever waited.</summary>
    public Classification Told(Planned planned)
    {
        var classification = planned.Decided ?? ReplyClassification.Of(planned.Waiter!);
        Instruments.TextDecided(_question.Name, classification.Decision.Source.Word());
        return classification;
    }

    /// <summary>What an answer or a rule says about a text; counts for nothing.</summary>
    public Classification? Known(string text) => _knowledge.Known(text);

    /// <summary>What is known about a text, or else what the student would say; counts for nothing.</summary>
    public Classification Explain(string text, ReadOnlyMemory<Half> vector = default)
    {
        lock (Gate)
        {
            return _knowledge.Explain(text, vector);
        }
    }

    /// <summary>What the student sees in a text that speaks for a label.</summary>
    public Why? WhyOf(string text, int label, ReadOnlyMemory<Half> vector)
    {
        lock (Gate)
        {
            return _knowledge.WhyOf(TextNormaliser.Normalise(text), label, vector);
        }
    }

    /// <summary>The answered texts nearest to a vector, as they are compared.</summary>
    public IReadOnlyList<NearAnswer> Nearest(ReadOnlyMemory<Half> vector)
    {
        if (vector.IsEmpty)
        {
            return []; // a text that is known waits for nobody who learns
        }

        lock (Gate)
        {
            return _knowledge.Nearest(vector);
        }
    }

    /// <summary>Drops the answers to texts.</summary>
    public void Forget(IEnumerable<TextKey> texts)
    {
        lock (Gate)
        {
            _knowledge.Forget(texts);
        }
    }

    /// <summary>Takes in answers of others.</summary>
    /// <param name="answers">The answers.</param>
    /// <param name="vectors">Those of their texts, in the same order; null for none.</param>
    public void Learn(IEnumerable<Answer> answers, IReadOnlyList<ReadOnlyMemory<Half>>? vectors = null)
    {
        lock (Gate)
        {
            var place = 0;
            foreach (var answer in answers)
            {
                _knowledge.Learn(answer, vectors?[place++] ?? default);
            }
        }
    }

    /// <summary>Takes in the answers that wait for it, and says how many there were.</summary>
    public int Flush()
    {
        lock (Gate)
        {
            var count = _pending.Count;
            _pending.ForEach(pending => _knowledge.Learn(pending.Answer, pending.Vector));
            _pending.Clear();
            return count;
        }
    }

    /// <summary>Takes in a text that is home. Under the lock.</summary>
    private void Learn(AskedText text)
    {
        if (text.Reply?.Answer is not { } answer)
        {
            return;
        }

        _student.EndAudit(answer.Key, _question.IndexOf(answer.Label));
        if (text.Waiters.Count(waiter => waiter.IsAsked) is > 0 and var rows)
        {
            _student.ObserveAsked(rows);
        }

        if (_learn == LearnMode.Immediate)
        {
            _knowledge.Learn(answer, text.Vector);
        }
        else
        {
            _pending.Add((answer, text.Vector));
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
}
