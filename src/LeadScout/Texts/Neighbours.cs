namespace LeadScout.Texts;

/// <summary>
/// The nearest texts of each text by cosine of their features, found exactly over an inverted index of the features that
/// are not too common. Ties go to the text that comes first. Not thread safe while a text is added.
/// </summary>
public sealed class Neighbours
{
    /// <summary>Most neighbours kept for a text.</summary>
    public const int Most = 24;
    private const int MostCommon = 1000;
    private const int LeastCommon = 50;
    private readonly FeatureTable _table;
    private readonly int[] _starts;
    private readonly (int Text, float Value)[] _postings;
    private readonly int _tooCommon;
    private readonly int _count;
    private readonly NeighbourSearch _search;

    /// <summary>Finds the neighbours of all texts of a table.</summary>
    public Neighbours(FeatureTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        _table = table;
        _count = table.TextCount;
        _tooCommon = Math.Max(LeastCommon, Math.Min(MostCommon, _count / 10));
        _starts = new int[table.FeatureCount + 1];
        _postings = Invert();
        _search = NewSearch();
        for (int text = 0; text < _count; text++)
        {
            Find(text);
        }
    }

    /// <summary>One row a text: its neighbours (indexes of texts) and their cosines in 0..1, nearest first.</summary>
    public SparseRows Rows { get; } = new();

    /// <summary>Finds the neighbours, among the texts of the list, of the text that was added to the table last.</summary>
    public void Add()
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(Rows.Count, _table.TextCount - 1);
        Find(Rows.Count);
    }

    /// <summary>Appends a text whose neighbours a search of these has found.</summary>
    internal void Add(ReadOnlySpan<int> nearest, ReadOnlySpan<float> similarity) => Rows.Add(nearest, similarity);

    /// <summary>Finds neighbours without adding a text; safe beside others.</summary>
    internal NeighbourSearch NewSearch() => new(_starts, _postings, _count);

    /// <summary>Takes back the text that was added last.</summary>
    public void RemoveLast() => Rows.RemoveLast();

    private (int Text, float Value)[] Invert()
    {
        SparseRows rows = _table.Rows;
        int[] carriers = new int[_table.FeatureCount];
        for (int text = 0; text < _count; text++)
        {
            foreach (int feature in rows.Columns(text))
            {
                carriers[feature]++;
            }
        }

        // A feature that is too common has no postings.
        for (int feature = 0; feature < carriers.Length; feature++)
        {
            _starts[feature + 1] = _starts[feature] + (carriers[feature] > _tooCommon ? 0 : carriers[feature]);
        }

        int[] next = _starts[..^1];
        var postings = new (int, float)[_starts[^1]];
        for (int text = 0; text < _count; text++)
        {
            ReadOnlySpan<int> columns = rows.Columns(text);
            ReadOnlySpan<float> values = rows.Values(text);
            for (int k = 0; k < columns.Length; k++)
            {
                if (carriers[columns[k]] <= _tooCommon)
                {
                    postings[next[columns[k]]++] = (text, values[k]);
                }
            }
        }

        return postings;
    }

    private void Find(int text)
    {
        Span<int> nearest = stackalloc int[Most];
        Span<float> similarity = stackalloc float[Most];
        int have = _search.Find(_table.Rows.Columns(text), _table.Rows.Values(text), text, nearest, similarity);
        Add(nearest[..have], similarity[..have]);
    }
}
