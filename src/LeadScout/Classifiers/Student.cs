using LeadScout.Answers;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.Texts;

namespace LeadScout.Classifiers;

/// <summary>
/// Answers in the teacher's place. Four members (a linear separator over the features, one over the list's topics, the
/// features' evidence, the answered neighbours) are mixed into one label, and an error model says how far to trust it.
/// The state is a pure fold over the answers in the order they were learnt. Not thread safe.
/// </summary>
public sealed class Student
{
    private const float FeatureCost = 1;
    private const float TopicCost = 3;
    private const int UnlistedAtOnce = 2_048; // some ten megabytes with vectors: enough for many cores
    private readonly FeatureTable _table;
    private readonly Neighbours _neighbours;
    private readonly Topics _topics;
    private readonly LinearSvm _features;
    private readonly LinearSvm _topicSvm;
    private readonly NaiveBayes _evidence;
    private readonly VectorMembers? _vectors;
    private readonly TextHints? _hints;
    private readonly HintMember[] _hintMembers;
    private readonly Ensemble _ensemble;
    private readonly UnlistedReader _unlisted;
    private readonly ParallelOptions _onCores;
    private readonly AnsweredLabels _answers = new();
    private readonly List<int> _order = [];
    private RefitSchedule _rhythm = new();

    /// <summary>Starts without answers.</summary>
    /// <param name="table">Features of the whole list.</param>
    /// <param name="neighbours">Neighbours of the same list.</param>
    /// <param name="labels">Number of labels, at least 2.</param>
    /// <param name="cores">Cores that it may use to refit and to predict many texts, at least 1; what comes out is the same.</param>
    /// <param name="vectors">A vector for each text of the table, of which it becomes the owner; null for none.</param>
    public Student(FeatureTable table, Neighbours neighbours, int labels, int cores = 1, TextVectors? vectors = null)
        : this(table, neighbours, labels, cores, vectors, null)
    {
    }

    /// <param name="table">Features of the whole list.</param>
    /// <param name="neighbours">Neighbours of the same list.</param>
    /// <param name="labels">Number of labels, at least 2.</param>
    /// <param name="cores">Cores that it may use.</param>
    /// <param name="vectors">A vector for each text of the table; null for none.</param>
    /// <param name="hints">Hints about each text of the table, of which it becomes the owner; null for none.</param>
    /// <param name="isOfStream">Whether the texts to be predicted come one at a time, and are none of the table's.</param>
    internal Student(
        FeatureTable table, Neighbours neighbours, int labels, int cores, TextVectors? vectors, TextHints? hints, bool isOfStream = false)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(neighbours);
        ArgumentOutOfRangeException.ThrowIfLessThan(labels, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(cores, 1);
        (_table, _neighbours, Labels) = (table, neighbours, labels);
        _onCores = new ParallelOptions { MaxDegreeOfParallelism = cores };
        _topics = new Topics(table);
        _unlisted = new UnlistedReader(table, neighbours, _topics, _onCores);
        _features = new LinearSvm(table.Rows, table.FeatureCount, labels, FeatureCost);
        _topicSvm = new LinearSvm(_topics.Rows, Topics.Count, labels, TopicCost);
        _evidence = new NaiveBayes(table, labels);
        if (vectors is not null)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(vectors.Count, table.TextCount);
            _vectors = new VectorMembers(vectors, _answers, labels, _onCores, isOfStream);
        }

        _hints = hints;
        _hintMembers = [.. Enumerable.Range(0, hints?.Columns ?? 0).Select(column => new HintMember(hints!, column, labels))];
        _ensemble = new Ensemble(
            table, neighbours, new EnsembleMembers(_features, _topicSvm, _evidence, _vectors, _hintMembers), _answers, labels, _onCores);
    }

    /// <summary>Number of labels.</summary>
    public int Labels { get; }

    /// <summary>Number of texts whose answer was learnt.</summary>
    public int AnswerCount => _answers.Count;

    /// <summary>The answer that was learnt for a text, or null.</summary>
    public int? Answer(int text) => _answers.LabelOf(text) is >= 0 and var label ? label : null;

    /// <summary>
    /// Appends a text that was not in the list (a stream, an earlier job), with its vector where it has one, and returns its index.
    /// </summary>
    public int Add(ReadOnlySpan<char> text, ReadOnlySpan<Half> vector = default) => Add(text, vector, []);

    /// <summary>The same with what the hints say about it.</summary>
    internal int Add(ReadOnlySpan<char> text, ReadOnlySpan<Half> vector, ReadOnlySpan<int> hints)
    {
        _hints?.Add(hints);
        int index = _table.Add(text);
        _neighbours.Add();
        _topics.Add();
        _vectors?.Add(vector);
        return index;
    }

    /// <summary>Takes back the text that was added last: scoring the texts of an endless stream leaves no trace.</summary>
    /// <exception cref="InvalidOperationException">Its answer was learnt.</exception>
    public void RemoveLast()
    {
        if (_answers.LabelOf(_table.TextCount - 1) >= 0)
        {
            throw new InvalidOperationException("A text whose answer was learnt stays.");
        }

        _table.RemoveLast();
        _neighbours.RemoveLast();
        _topics.RemoveLast();
        _vectors?.RemoveLast();
        _hints?.RemoveLast();
    }

    /// <summary>
    /// Learns many answers of different texts, none learnt before, with one refit at the end: the quick way to what was known earlier.
    /// Nothing is recorded about how they would have been predicted.
    /// </summary>
    public void LearnEarlier(IEnumerable<(int Text, int Label)> answers)
    {
        foreach (var (text, label) in answers)
        {
            _order.Add(text);
            Fold(text, label);
        }

        Refit();
    }

    /// <summary>
    /// Learns an answer at once and, where due, refits. A later answer for the same text replaces the earlier one.
    /// </summary>
    public void Learn(int text, int label)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(label);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(label, Labels);
        if (_answers.LabelOf(text) is >= 0 and var earlier)
        {
            if (earlier == label)
            {
                return;
            }

            _evidence.Count(text, earlier, -1);
            _ensemble.Uncount(earlier);
            _features.Forget(text);
            _topicSvm.Forget(text);
            _vectors?.Forget(text);
            Array.ForEach(_hintMembers, member => member.Count(text, earlier, -1));
        }
        else
        {
            if (_answers.Count >= RefitSchedule.First)
            {
                _ensemble.Record(text, label);
            }

            _order.Add(text);
        }

        Fold(text, label);
        if (_rhythm.IsDue(_order.Count))
        {
            Refit();
        }
    }

    /// <summary>The student's label for a text.</summary>
    public Prediction Predict(int text) => _ensemble.Predict(text);

    /// <summary>The student's labels for many texts.</summary>
    /// <param name="texts">The texts, each once.</param>
    /// <param name="byText">Takes each prediction in its text's place.</param>
    public void PredictAll(int[] texts, Prediction[] byText)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(byText);
        PredictAll(texts, byText, 0);
    }

    /// <summary>The same into the places from a text's on.</summary>
    internal void PredictAll(int[] texts, Prediction[] byText, int first) => _ensemble.PredictAll(texts, byText, first);

    /// <summary>
    /// The student's label for a normalised text that is not in the list and leaves no trace; in ASCII, without allocation.
    /// </summary>
    public Prediction Predict(ReadOnlySpan<char> text, ReadOnlySpan<Half> vector = default) => Predict(text, vector, []);

    /// <summary>The same with what the hints say about it.</summary>
    internal Prediction Predict(ReadOnlySpan<char> text, ReadOnlySpan<Half> vector, ReadOnlySpan<int> hints)
    {
        var prediction = Predict(Add(text, vector, hints));
        RemoveLast();
        return prediction;
    }

    /// <summary>The same of many such texts, on the student's cores: what is said of each is what is said of it alone.</summary>
    /// <param name="count">How many.</param>
    /// <param name="unlisted">Gives each by its number, asked for in order.</param>
    internal Prediction[] PredictUnlisted(int count, Func<int, UnlistedText> unlisted)
    {
        var predictions = new Prediction[count];
        int first = _table.TextCount;
        for (int done = 0; done < count; done += UnlistedAtOnce)
        {
            UnlistedText[] texts = [.. Enumerable.Range(done, Math.Min(UnlistedAtOnce, count - done)).Select(unlisted)];
            _unlisted.AddAll(texts);
            foreach (UnlistedText text in texts)
            {
                _vectors?.Add(text.Vector.Span);
                _hints?.Add(text.Hints);
            }

            _ensemble.PredictAll([.. Enumerable.Range(first, texts.Length)], predictions, first - done);
            Array.ForEach(texts, _ => RemoveLast());
        }

        return predictions;
    }

    /// <summary>The features that decided between the label and the runner-up, the weightiest first.</summary>
    public IReadOnlyList<Contribution> Explain(int text, Prediction prediction)
    {
        ReadOnlySpan<int> features = _table.Rows.Columns(text);
        ReadOnlySpan<float> values = _table.Rows.Values(text);
        float scale = _topics.Scale(text);
        var contributions = new List<Contribution>(features.Length);
        (int label, int other) = (prediction.Label, prediction.RunnerUp);
        Span<float> topics = stackalloc float[Topics.Count];
        for (int d = 0; d < Topics.Count; d++)
        {
            topics[d] = _topicSvm.Weight(d, label) - _topicSvm.Weight(d, other);
        }

        for (int k = 0; k < features.Length; k++)
        {
            int f = features[k];
            double topic = 0;
            for (int d = 0; d < Topics.Count; d++)
            {
                topic += _topics.Coordinate(f, d) * topics[d];
            }

            double weight = _ensemble.Weigh(
                _table.Kind(f),
                _features.Weight(f, label) - _features.Weight(f, other), topic * scale,
                _evidence.Vote(f, label) - _evidence.Vote(f, other));
            contributions.Add(new Contribution(f, weight * values[k], _evidence.Answers(f), _evidence.Answers(f, label)));
        }

        return [.. contributions.OrderByDescending(c => Math.Abs(c.Weight)).ThenBy(c => c.Feature)];
    }

    /// <summary>
    /// The same for a normalised text that is not in the list and leaves no trace; its neighbours, which no feature stands for, are not
    /// looked for.
    /// </summary>
    public IReadOnlyList<Contribution> ExplainUnlisted(ReadOnlySpan<char> text, Prediction prediction)
    {
        int added = _table.Add(text);
        _topics.Add();
        var explained = Explain(added, prediction);
        _topics.RemoveLast();
        _table.RemoveLast();
        return explained;
    }

    /// <summary>
    /// All that spoke for the label over the runner-up: the contributions of <see cref="Explain(int, Prediction)"/>, and what is not about
    /// features.
    /// </summary>
    public LogOdds Odds(int text, Prediction prediction) => _ensemble.Odds(text, prediction.Label, prediction.RunnerUp);

    private void Fold(int text, int label)
    {
        const int Steps = 2;
        _answers.Set(text, label);
        _evidence.Count(text, label, 1);
        _ensemble.Count(label);
        for (int step = 0; step < Steps; step++)
        {
            _features.Learn(text, label);
            _topicSvm.Learn(text, label);
            _vectors?.Separator.Learn(text, label);
        }

        _vectors?.Vote(text);
        foreach (HintMember member in _hintMembers)
        {
            member.Count(text, label, 1);
        }
    }

    /// <summary>Goes over all answers again, warm; the two separators know nothing of each other, so each may have a core.</summary>
    private void Refit()
    {
        if (_vectors is null)
        {
            Parallel.Invoke(_onCores, () => GoOver(_features), () => GoOver(_topicSvm));
        }
        else
        {
            Parallel.Invoke(_onCores, () => GoOver(_vectors.Separator), () => GoOver(_features), () => GoOver(_topicSvm), _vectors.Spread);
        }

        _ensemble.Refit(_order.Count);
        _rhythm.Done(_order.Count);
    }

    private void GoOver(LinearSvm member)
    {
        const int Epochs = 5;
        int[] texts = [.. _order];
        var random = new SeededRandom((ulong)_order.Count);
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle<int>(texts);
            foreach (int text in texts)
            {
                member.Learn(text, _answers.LabelOf(text));
            }
        }
    }
}
