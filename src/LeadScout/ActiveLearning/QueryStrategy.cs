using LeadScout.Classifiers;
using LeadScout.Texts;

namespace LeadScout.ActiveLearning;

/// <summary>
/// Chooses what to ask next: the texts with the most rows expected wrong, unlike what is already in flight. All
/// undecided texts are scored again in the student's rhythm, the likeliest candidates at every batch. A pure
/// function of the student's state and the calls before; not thread safe.
/// </summary>
internal sealed class QueryStrategy
{
    private const int Candidates = 240;
    private const float Likeness = 0.7f;
    private readonly Student _student;
    private readonly Func<int, Prediction, Prediction>? _mislead;
    private readonly Neighbours _neighbours;
    private readonly int[] _rows;
    private readonly bool[] _inFlight;
    private readonly Prediction[] _predictions;
    private readonly double[] _priority;
    private readonly List<int> _ranked = [];
    private RefitSchedule _rhythm = new();

    /// <summary>Starts over a list.</summary>
    /// <param name="student">The student of the list.</param>
    /// <param name="neighbours">Neighbours of the list.</param>
    /// <param name="rows">Rows that each text covers; 0 for a text that need not be decided.</param>
    public QueryStrategy(Student student, Neighbours neighbours, IReadOnlyList<int> rows)
        : this(student, neighbours, rows, null)
    {
    }

    /// <summary>
    /// Starts over a list with predictions that are not the student's own: what is asked and certified must hold for any.
    /// </summary>
    internal QueryStrategy(Student student, Neighbours neighbours, IReadOnlyList<int> rows, Func<int, Prediction, Prediction>? mislead)
    {
        (_student, _neighbours, _rows, _mislead) = (student, neighbours, [.. rows], mislead);
        _inFlight = new bool[_rows.Length];
        _predictions = new Prediction[_rows.Length];
        _priority = new double[_rows.Length];
        Rescore();
    }

    /// <summary>
    /// The last prediction made for each text; as old as the last <see cref="Rescore"/>, but for the likeliest candidates.
    /// </summary>
    public ReadOnlySpan<Prediction> Predictions => _predictions;

    /// <summary>Whether a text has neither an answer nor an ask in flight.</summary>
    public bool IsOpen(int text) => !_inFlight[text] && _student.Answer(text) is null;

    /// <summary>Whether a text is open and among the <paramref name="most"/> of highest priority that are, by the last ranking.</summary>
    public bool IsAmongNext(int text, int most) => IsOpen(text) && _ranked.Where(IsOpen).Take(most).Contains(text);

    /// <summary>A text whose ask failed or was dropped may be asked again.</summary>
    public void Reopen(int text) => _inFlight[text] = false;

    /// <summary>Marks a text as in flight although another (an auditor) chose it.</summary>
    public void Ask(int text) => _inFlight[text] = true;

    /// <summary>Up to <paramref name="most"/> texts to ask next, marked as in flight; none when all are answered or in flight.</summary>
    public IReadOnlyList<int> NextBatch(int most)
    {
        if (IsStale)
        {
            Rescore();
        }

        int[] candidates = [.. _ranked.Where(IsOpen).Take(Candidates)];
        Score(candidates);
        var batch = new List<int>(most);
        while (batch.Count < Math.Min(most, candidates.Length))
        {
            int best = -1;
            double highest = -1;
            foreach (int text in candidates)
            {
                double value = _inFlight[text] ? -1 : _priority[text] * Unlikeness(text);
                if (value > highest)
                {
                    (best, highest) = (text, value);
                }
            }

            _inFlight[best] = true;
            batch.Add(best);
        }

        return batch;
    }

    /// <summary>The number of answers at which <see cref="IsStale"/> will be true.</summary>
    public int StaleAt => _rhythm.Next;

    /// <summary>Whether the answers have grown by 2 % since the last <see cref="Rescore"/>.</summary>
    public bool IsStale => _rhythm.IsDue(_student.AnswerCount);

    /// <summary>Predicts every text without an answer anew and ranks what may be asked.</summary>
    public void Rescore()
    {
        _rhythm.Done(_student.AnswerCount);
        _ranked.Clear();
        for (int text = 0; text < _rows.Length; text++)
        {
            if (_rows[text] > 0 && _student.Answer(text) is null)
            {
                _ranked.Add(text);
            }
        }

        Score([.. _ranked]);
        _ranked.Sort((a, b) => _priority[b] != _priority[a] ? _priority[b].CompareTo(_priority[a]) : a.CompareTo(b));
    }

    private void Score(int[] texts)
    {
        _student.PredictAll(texts, _predictions);
        foreach (int text in texts)
        {
            if (_mislead is not null)
            {
                _predictions[text] = _mislead(text, _predictions[text]);
            }

            _priority[text] = _predictions[text].ErrorProbability * _rows[text];
        }
    }

    private double Unlikeness(int text)
    {
        double unlike = 1;
        ReadOnlySpan<int> near = _neighbours.Rows.Columns(text);
        ReadOnlySpan<float> similarity = _neighbours.Rows.Values(text);
        for (int k = 0; k < near.Length; k++)
        {
            if (near[k] < _inFlight.Length && _inFlight[near[k]] && _student.Answer(near[k]) is null)
            {
                unlike *= 1 - (Likeness * similarity[k]);
            }
        }

        return unlike;
    }
}
