using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Classifiers;

/// <summary>
/// A student for texts that come one at a time, with no list in advance: features, neighbours and topics are those of the answered texts.
/// Each answer is learnt at once; when the answers have grown by a tenth (at least 20), the student is built anew over them, so that their
/// words become features. What it is depends on the answers and their order alone, not on what was scored or when: a pure fold over the
/// answers. Bounded: of more than <see cref="MostAnswers"/> answered texts the oldest make way when it is built anew. Not thread-safe.
/// Where texts have vectors, all of one length, it sees those, too; the first one says how long they are.
/// </summary>
/// <remarks>
/// Scoring takes some ten to thirty microseconds and keeps nothing of the text; with vectors, a product with each answered text's beside
/// that. Building anew takes time in proportion to the answers, about 0.2 ms each, which a tenth of them share.
/// </remarks>
/// <param name="labels">Number of labels, at least 2.</param>
/// <param name="retired">Names of features that it does without; null for none.</param>
internal sealed class StreamStudent(int labels, IReadOnlySet<string>? retired = null)
{
    /// <summary>The most answered texts that are kept to learn from; at about 5 KB each.</summary>
    public const int MostAnswers = 50_000;

    private const int FewestNew = 20;
    private const double Growth = 0.1;

    // How the last answers would have been predicted is what mixer and error model learn from.
    private const int Recorded = 1_000;

    private readonly List<StreamLesson> _answers = []; // all that count, from number _dropped on
    private int _dimensions;
    private long _dropped;
    private long _due; // the number of answers when the student is to have been built last
    private long _built;
    private FeatureTable? _table;
    private TextVectors? _vectors; // the student's own
    private Student? _student;

    /// <summary>Answers learnt so far, those that made way included.</summary>
    public long AnswerCount => _dropped + _answers.Count;

    /// <summary>Texts held in memory as features.</summary>
    public int TextCount => _table?.TextCount ?? 0;

    /// <summary>Learns the answer for a normalised text, which must not have been learnt before.</summary>
    /// <param name="text">The text.</param>
    /// <param name="label">Its answer.</param>
    /// <param name="vector">Its vector; empty where it has none.</param>
    public void Learn(string text, int label, ReadOnlyMemory<Half> vector = default)
    {
        _dimensions = _dimensions == 0 ? vector.Length : _dimensions;
        _answers.Add(new StreamLesson(text, label, vector.Length == _dimensions ? vector : default));
        if (AnswerCount >= NextBuild(_due))
        {
            _due = AnswerCount;
        }
        else if (_student is not null && _built == _due)
        {
            _student.Learn(_student.Add(text, _answers[^1].Vector.Span), label);
        }
    }

    /// <summary>The student's label for a normalised text; null as long as there are too few answers to learn from.</summary>
    /// <param name="text">The text.</param>
    /// <param name="vector">Its vector; empty where it has none, or one of another length than the answered ones'.</param>
    public Prediction? Predict(ReadOnlySpan<char> text, ReadOnlySpan<Half> vector = default) => Current()?.Predict(text, Seen(vector));

    /// <summary>
    /// The patterns behind a prediction just made for a normalised text, the weightiest first, and the log odds that all of them and the
    /// rest add up to.
    /// </summary>
    public (IReadOnlyList<PatternWeight> Patterns, LogOdds Odds) Explain(
        string text, Prediction prediction, int most, ReadOnlySpan<Half> vector = default)
    {
        if (Current() is not { } student)
        {
            return ([], default);
        }

        var added = student.Add(text, Seen(vector));
        var (contributions, odds) = (student.Explain(added, prediction), student.Odds(added, prediction));
        student.RemoveLast();
        return (
            [.. contributions.Where(c => c.Weight != 0).Take(most)
                .Select(c => new PatternWeight(_table!.Name(c.Feature), c.Weight, c.Answers, c.Agreeing))],
            odds);
    }

    /// <summary>The answered texts nearest to a vector, the nearest first, of equally near ones the one answered first.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="most">The most that are looked for.</param>
    public IReadOnlyList<(string Text, int Label, double Likeness)> Nearest(ReadOnlySpan<Half> vector, int most)
    {
        if (Current() is null || _vectors is not { } rows || Seen(vector).IsEmpty)
        {
            return [];
        }

        var own = rows.Add(vector); // the rows before it are the answers in their order
        var near = Enumerable.Range(0, own)
            .Select(answer => (_answers[answer].Text, _answers[answer].Label, Likeness: (double)DotProduct.Of(rows.Values(own), rows.Values(answer))))
            .Where(answer => answer.Likeness > 0)
            .OrderByDescending(answer => answer.Likeness)
            .Take(most)
            .ToArray();
        rows.RemoveLast();
        return near;
    }

    private ReadOnlySpan<Half> Seen(ReadOnlySpan<Half> vector) => vector.Length == _dimensions ? vector : default;

    private static long NextBuild(long due) => due + Math.Max(FewestNew, (long)(Growth * Math.Min(due, MostAnswers)));

    private Student? Current()
    {
        if (_built < _due)
        {
            Build();
        }

        return _student;
    }

    private void Build()
    {
        var surplus = (int)Math.Max(0, _due - MostAnswers - _dropped);
        _answers.RemoveRange(0, surplus);
        _dropped += surplus;
        var count = (int)(_due - _dropped);
        _table = FeatureTable.Build([.. _answers.Take(count).Select(answer => answer.Text)], retired);
        _vectors = _dimensions == 0 ? null : TextVectors.Of(_dimensions, [.. _answers.Take(count).Select(answer => answer.Vector)]);
        _student = new Student(_table, new Neighbours(_table), labels, 1, _vectors, null, isOfStream: true);
        var earlier = Math.Max(0, count - Recorded);
        _student.LearnEarlier(Enumerable.Range(0, earlier).Select(text => (text, _answers[text].Label)));
        for (var text = earlier; text < count; text++)
        {
            _student.Learn(text, _answers[text].Label);
        }

        foreach (var (text, label, vector) in _answers.Skip(count))
        {
            _student.Learn(_student.Add(text, vector.Span), label);
        }

        _built = _due;
    }
}

/// <summary>An answered text as a student of streams keeps it.</summary>
/// <param name="Text">Normalised.</param>
/// <param name="Label">Its answer.</param>
/// <param name="Vector">Its vector; empty for none.</param>
internal readonly record struct StreamLesson(string Text, int Label, ReadOnlyMemory<Half> Vector);
