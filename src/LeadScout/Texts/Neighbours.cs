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
    private readonly int[] _texts;
    private readonly float[] _values;
    private readonly int _tooCommon;
    private readonly float[] _similarity;
    private readonly int[] _touched;

    /// <summary>Finds the neighbours of all texts of a table.</summary>
    public Neighbours(FeatureTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        _table = table;
        int count = table.TextCount;
        _tooCommon = Math.Max(LeastCommon, Math.Min(MostCommon, count / 10));
        _similarity = new float[count];
        _touched = new int[count];
        _starts = new int[table.FeatureCount + 1];
        (_texts, _values) = Invert();
        for (int text = 0; text < count; text++)
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

    /// <summary>Takes back the text that was added last.</summary>
    public void RemoveLast() => Rows.RemoveLast();

    private (int[] Texts, float[] Values) Invert()
    {
        SparseRows rows = _table.Rows;
        for (int text = 0; text < rows.Count; text++)
        {
            foreach (int feature in rows.Columns(text))
            {
                _starts[feature + 1]++;
            }
        }

        for (int feature = 0; feature < _table.FeatureCount; feature++)
        {
            _starts[feature + 1] += _starts[feature];
        }

        int[] next = [.. _starts];
        int[] texts = new int[_starts[^1]];
        float[] values = new float[texts.Length];
        for (int text = 0; text < rows.Count; text++)
        {
            ReadOnlySpan<int> columns = rows.Columns(text);
            for (int k = 0; k < columns.Length; k++)
            {
                int at = next[columns[k]]++;
                texts[at] = text;
                values[at] = rows.Values(text)[k];
            }
        }

        return (texts, values);
    }

    private void Find(int text)
    {
        int touched = Accumulate(text);
        Span<int> nearest = stackalloc int[Most];
        Span<float> similarity = stackalloc float[Most];
        int have = 0;
        foreach (int other in _touched.AsSpan(0, touched))
        {
            float s = _similarity[other];
            _similarity[other] = 0;
            if (other == text || (have == Most && !Nearer(s, other, similarity[Most - 1], nearest[Most - 1])))
            {
                continue;
            }

            int at = have < Most ? have++ : Most - 1;
            for (; at > 0 && Nearer(s, other, similarity[at - 1], nearest[at - 1]); at--)
            {
                similarity[at] = similarity[at - 1];
                nearest[at] = nearest[at - 1];
            }

            similarity[at] = s;
            nearest[at] = other;
        }

        Rows.Add(nearest[..have], similarity[..have]);
    }

    private static bool Nearer(float s, int text, float thanS, int thanText) => s > thanS || (s == thanS && text < thanText);

    private int Accumulate(int text)
    {
        int touched = 0;
        ReadOnlySpan<int> columns = _table.Rows.Columns(text);
        ReadOnlySpan<float> weights = _table.Rows.Values(text);
        for (int k = 0; k < columns.Length; k++)
        {
            int start = _starts[columns[k]], end = _starts[columns[k] + 1];
            if (end - start > _tooCommon)
            {
                continue;
            }

            for (int at = start; at < end; at++)
            {
                int other = _texts[at];
                float shared = weights[k] * _values[at];
                if (shared <= 0)
                {
                    continue;
                }

                if (_similarity[other] == 0)
                {
                    _touched[touched++] = other;
                }

                _similarity[other] += shared;
            }
        }

        return touched;
    }
}
