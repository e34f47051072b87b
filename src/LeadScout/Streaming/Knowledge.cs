using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Hints;
using LeadScout.Patterns;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Streaming;

/// <summary>
/// What the answer log says about a question: the decisions that are known, and a student that learnt from them. Asks nobody. Not
/// thread-safe, but for what is known: see <see cref="KnownDecisions"/>.
/// </summary>
public sealed class Knowledge
{
    private readonly Question _question;
    private readonly KnownDecisions _known;

    private Knowledge(Question question, TextKeys keys, IEnumerable<PatternVerdict> retired)
    {
        (_question, Keys) = (question, keys);
        _known = new KnownDecisions(question);
        Student = new StreamStudent(question.Labels.Length, retired.Select(verdict => verdict.Pattern).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Texts with an answer.</summary>
    public int AnswerCount => _known.Count;

    internal StreamStudent Student { get; }

    internal TextKeys Keys { get; }

    /// <summary>
    /// Reads what the log holds for a question under a teacher: that teacher's answers and every person's, and which patterns are retired.
    /// </summary>
    public static Task<Knowledge> ReadAsync(
        Question question, string teacher, IPatternStore log, CancellationToken cancellationToken = default) =>
        ReadWithAsync(question, teacher, log, null, cancellationToken);

    /// <summary>The same with what the answered texts mean, as far as the store has their vectors.</summary>
    /// <param name="question">What was asked.</param>
    /// <param name="teacher">Whose answers count, beside every person's.</param>
    /// <param name="log">The answers.</param>
    /// <param name="vectors">The vectors.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static Task<Knowledge> ReadAsync(
        Question question, string teacher, IPatternStore log, StoredVectors vectors, CancellationToken cancellationToken = default) =>
        ReadWithAsync(
            question, teacher, log, texts => vectors.OfAsync([.. texts.Select(text => text.Key)], cancellationToken), cancellationToken);

    /// <summary>The same with what the answered texts mean.</summary>
    /// <param name="question">What was asked.</param>
    /// <param name="teacher">Whose answers count, beside every person's.</param>
    /// <param name="log">The answers.</param>
    /// <param name="vectors">Finds the vectors of answered texts, in their order, empty where there is none; null for no vectors.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal static async Task<Knowledge> ReadWithAsync(
        Question question,
        string teacher,
        IPatternStore log,
        Func<IReadOnlyList<KeyValuePair<TextKey, string>>, Task<IReadOnlyList<ReadOnlyMemory<Half>>>>? vectors,
        CancellationToken cancellationToken)
    {
        var knowledge = new Knowledge(
            question, log.Keys, RetiredPatterns.Of(await log.VerdictsAsync(question.Version, cancellationToken).ConfigureAwait(false)));
        var texts = new List<(TextKey Key, string Text, string Normalised)>();
        await foreach (var answer in log.ReadAsync(question.Version, teacher, cancellationToken).ConfigureAwait(false))
        {
            if (knowledge._known.Fold(answer))
            {
                texts.Add((answer.Key, answer.Text, TextNormaliser.Normalise(answer.Text)));
            }
        }

        texts.RemoveAll(text => text.Normalised.Length == 0);
        var found = vectors is null
            ? null
            : await vectors([.. texts.Select(text => KeyValuePair.Create(text.Key, text.Text))]).ConfigureAwait(false);
        for (var i = 0; i < texts.Count; i++)
        {
            var (key, _, text) = texts[i];
            knowledge.Student.Learn(text, knowledge._known.Decide(key, text)!.Value.Label, found?[i] ?? default);
        }

        return knowledge;
    }

    /// <summary>
    /// What an answer or a rule says about one text, from the log's entries about this text alone; null where neither does. However long
    /// the log is, it takes no longer.
    /// </summary>
    public static async Task<Classification?> FindAsync(
        Question question, string teacher, IPatternStore log, string text, CancellationToken cancellationToken = default)
    {
        var knowledge = new Knowledge(question, log.Keys, []);
        var normalised = TextNormaliser.Normalise(text);
        var key = log.Keys.OfNormalised(normalised);
        foreach (var answer in await log.FindAsync(question.Version, key, cancellationToken).ConfigureAwait(false))
        {
            if (AnswerPrecedence.Counts(answer, teacher))
            {
                knowledge._known.Fold(answer);
            }
        }

        return knowledge.Known(key, normalised);
    }

    /// <summary>
    /// What is known about a text, or else what the student would say, which nothing has proven; else undecided, and why.
    /// </summary>
    public Classification Explain(string text) => Explain(text, default);

    /// <summary>The same with the text's vector, and the answered texts nearest to it where the student decides; empty where it has none.</summary>
    public Classification Explain(string text, ReadOnlyMemory<Half> vector)
    {
        var normalised = TextNormaliser.Normalise(text);
        var key = Keys.OfNormalised(normalised);
        if (Known(key, normalised) is { } known)
        {
            return known;
        }

        return Student.Predict(normalised, vector.Span) is { } prediction
            ? ByStudent(key, prediction, vector) with { Why = WhyOf(normalised, prediction.Label, vector), Like = Nearest(vector) is { Count: > 0 } near ? near : null }
            : new Classification(
                key,
                null,
                Decision.Undecided(UndecidedReason.NotAsked),
                $"Nothing is known: no answer and no rule for this text, and {AnswerCount} answers are too few for the student to learn from.");
    }

    /// <summary>
    /// What an answer or a rule says about a text; null where neither does. The quickest way for a text that was asked before: without
    /// allocation for a text in ASCII of up to 128 characters, in a log with plain keys.
    /// </summary>
    public Decision? Find(ReadOnlySpan<char> text)
    {
        Span<char> buffer = text.Length <= TextNormaliser.OnStack ? stackalloc char[TextNormaliser.OnStack] : new char[text.Length];
        var normalised = TextNormaliser.Normalise(text, buffer);
        return _known.Decide(Keys.OfNormalised(normalised), normalised);
    }

    /// <summary>
    /// What is known about a text, or else what the student says, which nothing has proven; null where it has too few answers to learn
    /// from.
    /// </summary>
    /// <remarks>Without allocation as <see cref="Find"/> is, but when the answers have grown by a tenth: then the student is built
    /// anew.</remarks>
    public Decision? Decide(ReadOnlySpan<char> text)
    {
        Span<char> buffer = text.Length <= TextNormaliser.OnStack ? stackalloc char[TextNormaliser.OnStack] : new char[text.Length];
        var normalised = TextNormaliser.Normalise(text, buffer);
        return _known.Decide(Keys.OfNormalised(normalised), normalised) is { } known ? known
            : Student.Predict(normalised) is { } prediction ? Decision.ByStudent(prediction.Label, 1 - prediction.ErrorProbability)
            : null;
    }

    internal Classification? Known(TextKey key, string normalised) => _known.Decide(key, normalised) switch
    {
        null => null,
        { IsDecided: true } decision =>
            new Classification(key, NameOf(decision.Label), decision, null) { Why = _known.WhyOf(key, normalised) },
        { } blank => new Classification(key, null, blank, null),
    };

    internal Classification ByStudent(TextKey key, Prediction prediction, ReadOnlyMemory<Half> vector = default) =>
        new(key, NameOf(prediction.Label), Decision.ByStudent(prediction.Label, 1 - prediction.ErrorProbability), null) { Vector = vector };

    /// <summary>
    /// What speaks for a label of the student's, over the one that it holds next probable, by what it knows now; null where it knows nothing.
    /// </summary>
    internal Why? WhyOf(string normalised, int label, ReadOnlyMemory<Half> vector = default)
    {
        if (Student.Predict(normalised, vector.Span) is not { } prediction)
        {
            return null;
        }

        var runnerUp = prediction.Label == label ? prediction.RunnerUp : prediction.Label;
        var (patterns, odds) = Student.Explain(
            normalised, new Prediction(label, runnerUp, prediction.ErrorProbability), Why.Learned.MostPatterns, vector.Span);
        return new Why.Learned(NameOf(runnerUp), [.. patterns], odds);
    }

    /// <summary>What an answer or a rule says about a text; null where neither does.</summary>
    public Classification? Known(string text)
    {
        var normalised = TextNormaliser.Normalise(text);
        return Known(Keys.OfNormalised(normalised), normalised);
    }

    /// <summary>Learns an answer that was given just now, or that others have put into the log since; one that it has changes nothing.</summary>
    public void Learn(Answer answer) => Learn(answer, default);

    /// <summary>The same with the vector of its text; empty where it has none.</summary>
    public void Learn(Answer answer, ReadOnlyMemory<Half> vector)
    {
        if (_known.Fold(answer))
        {
            Student.Learn(TextNormaliser.Normalise(answer.Text), _question.IndexOf(answer.Label), vector);
        }
    }

    /// <summary>Drops the answers to texts. What the student learnt from them stays with it.</summary>
    internal void Forget(IEnumerable<TextKey> texts)
    {
        foreach (var key in texts)
        {
            _known.Forget(key);
        }
    }

    /// <summary>The answered texts nearest to a vector, as they are compared, the nearest first.</summary>
    internal IReadOnlyList<NearAnswer> Nearest(ReadOnlyMemory<Half> vector) => vector.IsEmpty
        ? []
        : [.. Student.Nearest(vector.Span, NearAnswer.Most).Select(near => new NearAnswer(near.Text, NameOf(near.Label), near.Likeness))];

    private string NameOf(int label) => _question.Labels[label].Name;
}
