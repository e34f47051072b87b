using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Classifiers;

/// <summary>
/// A student for texts that come one at a time, with no list in advance: features, neighbours and topics are those of the answered texts.
/// Each answer is learnt at once; when the answers have grown by a tenth (at least 20), the student is built anew over them, so that their
/// words become features. What it is depends on the answers and their order alone, not on what was scored or when: a pure fold over the
/// answers. Bounded: of more than <see cref="MostAnswers"/> answered texts the oldest make way when it is built anew. Not thread-safe.
/// </summary>
/// <remarks>
/// Scoring takes some ten to thirty microseconds and keeps nothing of the text. Building anew takes time in proportion to the answers,
/// about 0.2 ms each, which a tenth of them share.
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

    private readonly List<(string Text, int Label)> _answers = []; // all that count, from number _dropped on
    private long _dropped;
    private long _due; // the number of answers when the student is to have been built last
    private long _built;
    private FeatureTable? _table;
    private Student? _student;

    /// <summary>Answers learnt so far, those that made way included.</summary>
    public long AnswerCount => _dropped + _answers.Count;

    /// <summary>Texts held in memory as features.</summary>
    public int TextCount => _table?.TextCount ?? 0;

    /// <summary>Learns the answer for a normalised text, which must not have been learnt before.</summary>
    public void Learn(string text, int label)
    {
        _answers.Add((text, label));
        if (AnswerCount >= NextBuild(_due))
        {
            _due = AnswerCount;
        }
        else if (_student is not null && _built == _due)
        {
            _student.Learn(_student.Add(text), label);
        }
    }

    /// <summary>The student's label for a normalised text; null as long as there are too few answers to learn from.</summary>
    public Prediction? Predict(ReadOnlySpan<char> text) => Current()?.Predict(text);

    /// <summary>
    /// The patterns behind a prediction just made for a normalised text, the weightiest first, and the log odds that all of them and the
    /// rest add up to.
    /// </summary>
    public (IReadOnlyList<PatternWeight> Patterns, LogOdds Odds) Explain(string text, Prediction prediction, int most)
    {
        if (Current() is not { } student)
        {
            return ([], default);
        }

        var added = student.Add(text);
        var (contributions, odds) = (student.Explain(added, prediction), student.Odds(added, prediction));
        student.RemoveLast();
        return (
            [.. contributions.Where(c => c.Weight != 0).Take(most)
                .Select(c => new PatternWeight(_table!.Name(c.Feature), c.Weight, c.Answers, c.Agreeing))],
            odds);
    }

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
        _student = new Student(_table, new Neighbours(_table), labels);
        var earlier = Math.Max(0, count - Recorded);
        _student.LearnEarlier(Enumerable.Range(0, earlier).Select(text => (text, _answers[text].Label)));
        for (var text = earlier; text < count; text++)
        {
            _student.Learn(text, _answers[text].Label);
        }

        foreach (var (text, label) in _answers.Skip(count))
        {
            _student.Learn(_student.Add(text), label);
        }

        _built = _due;
    }
}
