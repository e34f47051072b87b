using System.Collections.Immutable;

namespace LeadScout.Texts;

/// <summary>
/// The features of a list of texts as TF-IDF rows of length 1. A feature counts when at least two texts of the list have
/// it: one that occurs once can teach nothing about another text. The inverse document frequency is over the whole list,
/// which a job knows in advance. Not thread safe while a text is added.
/// </summary>
public sealed class FeatureTable
{
    private const int FewestTexts = 2;
    private const float SoundWeight = 0.7f;
    private readonly FeatureIds _ids;
    private readonly string?[] _names;
    private readonly Ngram[] _ngrams;
    private readonly FeatureKind[] _kinds;
    private readonly int[] _firstOfKind = new int[FeatureKindNames.Count + 1];
    private readonly float[] _weights;
    private readonly FeatureRowReader _reader;
    private readonly List<float> _unknownWords = [];

    private FeatureTable((int Id, FeatureKind Kind, string? Name, Ngram Ngram)[] kept, int[] texts, int count)
    {
        _ids = new FeatureIds(kept.Length);
        (_names, _ngrams) = (new string?[kept.Length], new Ngram[kept.Length]);
        (_kinds, _weights) = (new FeatureKind[kept.Length], new float[kept.Length]);
        for (int id = 0; id < kept.Length; id++)
        {
            var (first, kind, name, ngram) = kept[id];
            (_kinds[id], _names[id], _ngrams[id]) = (kind, name, ngram);
            _ = name is null ? _ids.Get(ngram) : _ids.Get(kind, name);
            double rarity = Math.Log((1.0 + count) / (1 + texts[first])) + 1;
            _firstOfKind[(int)kind + 1] = id + 1;
            _weights[id] = (float)rarity * (kind == FeatureKind.Sound ? SoundWeight : 1);
        }

        // A kind without features ends where the one before it does.
        for (int kind = 1; kind < _firstOfKind.Length; kind++)
        {
            _firstOfKind[kind] = Math.Max(_firstOfKind[kind], _firstOfKind[kind - 1]);
        }

        _reader = NewReader();
    }

    /// <summary>Number of features.</summary>
    public int FeatureCount => _kinds.Length;

    /// <summary>Number of texts.</summary>
    public int TextCount => Rows.Count;

    /// <summary>
    /// One row a text: feature ids in rising order and their TF-IDF weights; squared weights sum to 1, or to 0 where no feature is known.
    /// </summary>
    public SparseRows Rows { get; } = new();

    /// <summary>The readable name of a feature, such as <c>word:vertrieb</c>.</summary>
    public string Name(int feature) => _kinds[feature].Prefix() + (_names[feature] ?? _ngrams[feature].ToString());

    /// <summary>The kind of a feature.</summary>
    public FeatureKind Kind(int feature) => _kinds[feature];

    /// <summary>Which of a text's features, by their place in its row, are of a kind; features are numbered kind by kind.</summary>
    public Range OfKind(int text, FeatureKind kind)
    {
        ReadOnlySpan<int> features = Rows.Columns(text);
        return Before(features, _firstOfKind[(int)kind])..Before(features, _firstOfKind[(int)kind + 1]);
    }

    /// <summary>Share, 0 to 1, of a text's words that no other text of the list has; 1 for a text without words.</summary>
    public float UnknownWords(int text) => _unknownWords[text];

    /// <summary>
    /// Builds the table from normalised texts; texts of earlier answers outside the list may be appended to it by the caller.
    /// </summary>
    /// <param name="texts">The texts.</param>
    /// <param name="retired">Names of features that are left out; null for none.</param>
    public static FeatureTable Build(IReadOnlyList<string> texts, IReadOnlySet<string>? retired = null)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var ids = new FeatureIds();
        var carriers = new PostingList(ids);
        var reader = new FeatureReader();
        for (int text = 0; text < texts.Count; text++)
        {
            carriers.Text = text;
            reader.Read(texts[text], ref carriers);
        }

        int[] counts = carriers.Counts;
        var without = retired ?? ImmutableHashSet<string>.Empty;
        var kept = ids.All().Where(feature => counts[feature.Id] >= FewestTexts).ToArray();
        Array.Sort(kept, (a, b) => (a.Kind, a.Id).CompareTo((b.Kind, b.Id)));
        if (without.Count > 0)
        {
            kept = Array.FindAll(kept, feature => !without.Contains(feature.Kind.Prefix() + (feature.Name ?? feature.Ngram.ToString())));
        }

        var table = new FeatureTable(kept, counts, texts.Count);
        foreach (string text in texts)
        {
            table.Add(text);
        }

        return table;
    }

    /// <summary>
    /// Appends a text that was not in the list (a stream); features that the list does not know are ignored. Returns its index.
    /// </summary>
    public int Add(ReadOnlySpan<char> text)
    {
        _reader.Read(text);
        return Add(_reader.Features, _reader.Values, _reader.UnknownWords);
    }

    /// <summary>Appends a text that a reader of this table has read.</summary>
    internal int Add(ReadOnlySpan<int> features, ReadOnlySpan<float> values, float unknownWords)
    {
        _unknownWords.Add(unknownWords);
        return Rows.Add(features, values);
    }

    /// <summary>Reads texts without adding them; safe beside others between appends.</summary>
    internal FeatureRowReader NewReader() => new(_ids, _weights);

    /// <summary>Takes back the text that was added last.</summary>
    public void RemoveLast()
    {
        Rows.RemoveLast();
        _unknownWords.RemoveAt(_unknownWords.Count - 1);
    }

    private static int Before(ReadOnlySpan<int> features, int first)
    {
        int at = features.BinarySearch(first);
        return at < 0 ? ~at : at;
    }

    /// <summary>Counts, for each feature, the texts that have it.</summary>
    private struct PostingList(FeatureIds ids) : IFeatureSink
    {
        private int[] _last = new int[1024];

        public int Text { get; set; }

        public int[] Counts { get; private set; } = new int[1024];

        public void Take(FeatureKind kind, ReadOnlySpan<char> name) => Count(ids.Get(kind, name));

        public void Take(Ngram ngram) => Count(ids.Get(ngram));

        private void Count(int feature)
        {
            if (feature >= _last.Length)
            {
                int[] counts = Counts;
                Array.Resize(ref counts, _last.Length * 2);
                Array.Resize(ref _last, _last.Length * 2);
                Counts = counts;
            }

            // Numbered from 1 here, for 0 stands for none.
            if (_last[feature] != Text + 1)
            {
                _last[feature] = Text + 1;
                Counts[feature]++;
            }
        }
    }
}
