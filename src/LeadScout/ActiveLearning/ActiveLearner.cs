using LeadScout.Classifiers;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.Texts;

namespace LeadScout.ActiveLearning;

/// <summary>
/// Student and strategy of a whole list, by the list's own indexes. Of a list of up to <see cref="TrainingPool.Most"/> texts the student
/// studies all. Of a longer one it studies some, and asks among these to learn; the others are judged by their features when the time has
/// come (see <see cref="JudgeAll"/>), and until then a sample of them stands for the rest. Not thread-safe.
/// </summary>
internal sealed class ActiveLearner
{
    private const int Scouts = 2_000;
    private const int Compared = 8; // texts of a range that another has judged
    private const int Growth = 2; // of the answers, before the texts that are not studied are judged anew

    private readonly Func<int, string> _normalised;
    private readonly VectorLookup? _vectors;
    private readonly HintLookup? _hints;
    private readonly TrainingPool _studied;
    private readonly FeatureTable _table;
    private readonly Neighbours _neighbours;
    private readonly Student _student;
    private readonly QueryStrategy _strategy;
    private readonly Prediction[] _predictions; // by text; unused where all are studied
    private readonly int[] _others; // texts to be decided that are not studied
    private readonly int[] _scouts;
    private readonly int[] _scoutPlaces; // with the student: they are looked at again and again
    private readonly Dictionary<int, int> _added = []; // texts that are not studied and whose answer was learnt, by their place with the student
    private readonly HashSet<int> _asked = []; // texts that are not studied and were asked
    private readonly JudgingWork? _work; // null where nobody else judges
    private int _judged; // answers when the others were judged last; 0 for never

    /// <param name="task">What is to be learned.</param>
    public ActiveLearner(LearningTask task)
    {
        var (rows, normalised, vectors) = (task.Rows, task.Normalised, task.Vectors);
        var mislead = task.Mislead;
        _normalised = normalised;
        (_vectors, _hints) = (vectors, task.Hints);
        _studied = task.Studied;
        _others = _studied.AreAll ? [] : [.. Enumerable.Range(0, rows.Length).Where(text => rows[text] > 0 && _studied.Place(text) < 0)];
        if (_others.Length > 0)
        {
            _work = task.Share?.Invoke(); // first of all: the others have all of this to build, too
        }

        // Answered texts from elsewhere stand in the table behind the list's own: what one of them shares with a single text of the list is
        // a feature, too, and they are neighbours like any other.
        var earlier = new List<string>();
        var meanings = Enumerable.Range(0, vectors is null ? 0 : _studied.Count).Select(place => vectors!.Of(_studied.Text(place))).ToList();
        var lessons = new List<(int Place, int Label)>();
        foreach (var (text, form, label) in task.Known)
        {
            int place = text < 0 ? -1 : _studied.Place(text);
            if (place < 0)
            {
                place = _studied.Count + earlier.Count;
                earlier.Add(form);
                meanings.Add(vectors?.OfEarlier(lessons.Count) ?? default);
            }

            lessons.Add((place, label));
        }

        _table = FeatureTable.Build(
            [.. Enumerable.Range(0, _studied.Count).Select(place => normalised(_studied.Text(place))), .. earlier], task.Retired);
        _neighbours = new Neighbours(_table);
        _student = new Student(
            _table, _neighbours, task.Labels, task.Cores, vectors is null ? null : TextVectors.Of(vectors.Dimensions, meanings), HintsOf(earlier.Count));
        foreach (var (place, label) in lessons)
        {
            _student.Learn(place, label);
        }

        int[] studiedRows = [.. Enumerable.Range(0, _studied.Count).Select(place => rows[_studied.Text(place)]), .. earlier.Select(_ => 0)];
        _strategy = new QueryStrategy(
            _student, _neighbours, studiedRows, mislead is null ? null : (place, said) => mislead(_studied.Text(place), said));
        _predictions = _studied.AreAll ? [] : new Prediction[rows.Length];
        _scouts = _others[..];
        new SeededRandom(task.Seed).Shuffle<int>(_scouts);
        _scouts = _scouts[..Math.Min(Scouts, _scouts.Length)];
        _scoutPlaces = Array.ConvertAll(_scouts, Add);
        Spread();
    }

    /// <summary>Texts whose answer was learnt.</summary>
    public int AnswerCount => _student.AnswerCount;

    /// <summary>The number of answers at which <see cref="IsStale"/> will be true.</summary>
    public int StaleAt => _strategy.StaleAt;

    /// <summary>Whether the answers have grown by 2 % since the last <see cref="Rescore"/>.</summary>
    public bool IsStale => _strategy.IsStale;

    /// <summary>Whether the student studies every text of the list.</summary>
    public bool StudiesAll => _studied.AreAll;

    /// <summary>
    /// By text: what the student would say. Of texts that are not studied, before <see cref="JudgeAll"/>: what it says of a scout that
    /// stands for them.
    /// </summary>
    public ReadOnlySpan<Prediction> Predictions => _studied.AreAll ? _strategy.Predictions : _predictions;

    /// <summary>Whether a text has neither an answer nor an ask in flight.</summary>
    public bool IsOpen(int text) => _studied.Place(text) is >= 0 and var place ? _strategy.IsOpen(place) : !_asked.Contains(text);

    /// <summary>Whether a text is open and among so many that would be asked next to learn from; never one that is not studied.</summary>
    public bool IsAmongNext(int text, int most) => _studied.Place(text) is >= 0 and var place && _strategy.IsAmongNext(place, most);

    /// <summary>Marks a text as asked although an auditor chose it.</summary>
    public void Ask(int text)
    {
        if (_studied.Place(text) is >= 0 and var place)
        {
            _strategy.Ask(place);
        }
        else
        {
            _asked.Add(text);
        }
    }

    /// <summary>Up to so many texts to ask next, marked as asked.</summary>
    public IEnumerable<int> NextBatch(int most) => _strategy.NextBatch(most).Select(_studied.Text);

    /// <summary>Judges anew, in the student's rhythm.</summary>
    public void Rescore()
    {
        _strategy.Rescore();
        Spread();
    }

    /// <summary>
    /// Judges every text, those too that are not studied; from now on these are judged anew whenever the answers have doubled.
    /// </summary>
    public void JudgeAll()
    {
        if (_work is null)
        {
            Put(0, Judge(0, _others.Length));
        }
        else
        {
            JudgeWithOthers(_work);
        }

        _judged = AnswerCount;
    }

    /// <summary>What the student says about some of the texts that are not studied.</summary>
    /// <param name="from">Place of the first among them.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public Prediction[] Judge(int from, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _others.Length - from);
        return PredictOthers(_others[from..(from + count)]);
    }

    /// <summary>Learns an answer at once.</summary>
    public void Learn(TextIndex text, LabelIndex label)
    {
        _student.Learn(PlaceWithStudent(text), label);
        _work?.Learn(new Lesson(text, label));
    }

    /// <summary>What the student says about a text.</summary>
    public Prediction Predict(int text)
    {
        if (_studied.Place(text) is >= 0 and var place)
        {
            return _student.Predict(place);
        }

        if (_added.TryGetValue(text, out int added))
        {
            return _student.Predict(added);
        }

        var (normalised, vector, hints) = Unlisted(text);
        return _student.Predict(normalised, vector.Span, hints);
    }

    /// <summary>The features behind a prediction, as <see cref="Student.Explain(int, Prediction)"/> gives them.</summary>
    public IReadOnlyList<Contribution> Explain(int text, Prediction prediction) => _studied.Place(text) is >= 0 and var place
        ? _student.Explain(place, prediction)
        : _student.ExplainUnlisted(_normalised(text), prediction);

    /// <summary>The name of a feature.</summary>
    public string Name(int feature) => _table.Name(feature);

    /// <summary>A text's cosine to the nearest other text that is studied; null for one that is not studied itself.</summary>
    public double? Nearness(int text) =>
        _studied.Place(text) is >= 0 and var place ? _neighbours.Rows.Values(place) is [var nearest, ..] ? nearest : 0.0 : null;

    private void JudgeWithOthers(JudgingWork work)
    {
        work.Begin(_others.Length);
        while (true)
        {
            if (work.TakeDelivered() is { } judged)
            {
                if (IsSaidHere(judged))
                {
                    Put(judged.Range.From, judged.Predictions);
                    work.Accept(judged);
                }
                else
                {
                    work.Refuse(judged);
                }
            }
            else if (work.TakeHere() is { } range)
            {
                Put(range.From, Judge(range.From, range.Count));
            }
            else if (work.TryEnd())
            {
                return;
            }
        }
    }

    /// <summary>
    /// Whether another says what is said here, by a few texts of the range: other machines may count otherwise in the last digit, and the
    /// same job must come to the same end wherever it runs.
    /// </summary>
    private bool IsSaidHere(JudgingWork.Judged judged)
    {
        var range = judged.Range;
        int step = Math.Max(1, range.Count / Compared);
        int[] compared = [.. Enumerable.Range(0, range.Count / step).Select(i => i * step)];
        return judged.Predictions.Length == range.Count
            && PredictOthers(Array.ConvertAll(compared, i => _others[range.From + i]))
                .SequenceEqual(compared.Select(i => judged.Predictions[i]));
    }

    private void Put(int from, Prediction[] predictions)
    {
        for (int i = 0; i < predictions.Length; i++)
        {
            _predictions[_others[from + i]] = predictions[i];
        }
    }

    /// <summary>What the student says about texts that it does not study, in their order.</summary>
    private Prediction[] PredictOthers(int[] texts)
    {
        int[] unlisted = [.. texts.Where(text => !_added.ContainsKey(text))];
        Prediction[] said = _student.PredictUnlisted(unlisted.Length, i => Unlisted(unlisted[i]));
        if (said.Length == texts.Length)
        {
            return said;
        }

        int next = 0;
        return Array.ConvertAll(texts, text => _added.TryGetValue(text, out int added) ? _student.Predict(added) : said[next++]);
    }

    private UnlistedText Unlisted(int text) => new(_normalised(text), _vectors?.Of(text) ?? default, _hints?.Of(text));

    /// <summary>Those of the texts that are studied, and nothing for the earlier ones.</summary>
    private TextHints? HintsOf(int earlier)
    {
        if (_hints is null)
        {
            return null;
        }

        var hints = new TextHints(_hints.LabelOf);
        for (int place = 0; place < _studied.Count; place++)
        {
            hints.Add(_hints.Of(_studied.Text(place)));
        }

        for (int i = 0; i < earlier; i++)
        {
            hints.Add([]);
        }

        return hints;
    }

    private int PlaceWithStudent(int text)
    {
        if (_studied.Place(text) is >= 0 and var place)
        {
            return place;
        }

        if (!_added.TryGetValue(text, out int added))
        {
            _added[text] = added = Add(text);
        }

        return added;
    }

    private int Add(int text)
    {
        var (normalised, vector, hints) = Unlisted(text);
        return _student.Add(normalised, vector.Span, hints);
    }

    /// <summary>What the student says about the scouts.</summary>
    private Prediction[] Scouted()
    {
        var scouted = new Prediction[_scouts.Length];
        _student.PredictAll(_scoutPlaces, scouted, _scoutPlaces.FirstOrDefault());
        for (int i = 0; i < scouted.Length; i++)
        {
            // One whose answer was learnt stands with the student once more.
            scouted[i] = _added.TryGetValue(_scouts[i], out int added) ? _student.Predict(added) : scouted[i];
        }

        return scouted;
    }

    /// <summary>Brings the predictions by text up to date where not all are studied.</summary>
    private void Spread()
    {
        if (_studied.AreAll)
        {
            return;
        }

        for (int place = 0; place < _studied.Count; place++)
        {
            _predictions[_studied.Text(place)] = _strategy.Predictions[place];
        }

        if (_judged == 0)
        {
            Prediction[] scouted = Scouted();
            for (int i = 0; i < _others.Length; i++)
            {
                _predictions[_others[i]] = scouted[i % scouted.Length];
            }
        }
        else if (AnswerCount >= _judged * Growth)
        {
            JudgeAll();
        }
    }
}
