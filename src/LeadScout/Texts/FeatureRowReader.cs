namespace LeadScout.Texts;

/// <summary>
/// Reads a text into the row that a table has for it: the features that the table knows, in rising order, and their TF-IDF weights. Adds
/// nothing to the table, so that several cores may read at once, each with a reader of its own.
/// </summary>
/// <param name="ids">The table's features.</param>
/// <param name="weights">By feature: what it weighs.</param>
internal sealed class FeatureRowReader(FeatureIds ids, float[] weights)
{
    private readonly FeatureReader _reader = new();
    private readonly FeatureCounter _counter = new(weights.Length);
    private int[] _found = new int[512];
    private int[] _counts = new int[512];
    private float[] _values = new float[512];
    private int _length;

    /// <summary>The features of the text that was read last.</summary>
    public ReadOnlySpan<int> Features => _found.AsSpan(0, _length);

    /// <summary>Their weights; the squares sum to 1, or to 0 where no feature is known.</summary>
    public ReadOnlySpan<float> Values => _values.AsSpan(0, _length);

    /// <summary>Share of its words that the table does not know; 1 for a text without words.</summary>
    public float UnknownWords { get; private set; }

    /// <summary>Reads a normalised text.</summary>
    public void Read(ReadOnlySpan<char> text)
    {
        var known = new Known(ids, _counter);
        _reader.Read(text, ref known);
        UnknownWords = known.Words == 0 ? 1 : (float)known.Unknown / known.Words;
        Weigh();
    }

    private void Weigh()
    {
        _length = _counter.TakeOut(ref _found, ref _counts);
        if (_length > _values.Length)
        {
            _values = new float[_found.Length];
        }

        ReadOnlySpan<int> features = _found.AsSpan(0, _length), counts = _counts.AsSpan(0, _length);
        Span<float> values = _values.AsSpan(0, _length);
        double squares = 0;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (counts[i] == 1 ? 1 : (float)(1 + Math.Log(counts[i]))) * weights[features[i]];
            squares += values[i] * values[i];
        }

        float scale = squares > 0 ? (float)(1 / Math.Sqrt(squares)) : 0;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] *= scale;
        }
    }

    /// <summary>Counts the occurrences of features that the table knows.</summary>
    private struct Known(FeatureIds ids, FeatureCounter counter) : IFeatureSink
    {
        public int Words { get; private set; }

        public int Unknown { get; private set; }

        public void Take(FeatureKind kind, ReadOnlySpan<char> name)
        {
            int id = ids.Find(kind, name, counter.Unknown);
            Words += kind == FeatureKind.Word ? 1 : 0;
            Unknown += kind == FeatureKind.Word && id == counter.Unknown ? 1 : 0;
            counter.Add(id);
        }

        public readonly void Take(Ngram ngram) => counter.Add(ids.Find(ngram, counter.Unknown));
    }
}
