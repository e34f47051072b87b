using LeadScout.Texts;

namespace LeadScout.Classifiers;

/// <summary>
/// The graph of a list's nearest neighbours by vector: two texts are joined where one is among the nearest of the other. Found exactly; of
/// equally near texts the first counts. Immutable.
/// </summary>
internal sealed class VectorGraph
{
    /// <summary>Nearest texts that each text is joined with.</summary>
    public const int Most = 15;

    // Two blocks of 384 dimensions fit the nearest cache.
    private const int Block = 32;
    private readonly TextVectors _vectors;
    private readonly int[] _near;
    private readonly float[] _cosines;

    public VectorGraph(TextVectors vectors)
    {
        _vectors = vectors;
        Count = vectors.Count;
        _near = new int[Count * Most];
        _cosines = new float[Count * Most];
        Array.Fill(_near, -1);
        for (int row = 0; row < Count; row += Block)
        {
            for (int column = row; column < Count; column += Block)
            {
                Compare(row, column);
            }
        }

        Rows = Join();
    }

    /// <summary>Number of texts.</summary>
    public int Count { get; }

    /// <summary>One row a text: those it is joined with in rising order, and their cosines, above 0.</summary>
    public SparseRows Rows { get; }

    private void Compare(int row, int column)
    {
        for (int text = row; text < Math.Min(row + Block, Count); text++)
        {
            ReadOnlySpan<float> own = _vectors.Values(text);
            int other = Math.Max(column, text + 1), end = Math.Min(column + Block, Count);
            for (; other + 4 <= end; other += 4)
            {
                var (a, b, c, d) = DotProduct.OfFour(
                    own, _vectors.Values(other), _vectors.Values(other + 1), _vectors.Values(other + 2), _vectors.Values(other + 3));
                Meet(text, other, a);
                Meet(text, other + 1, b);
                Meet(text, other + 2, c);
                Meet(text, other + 3, d);
            }

            for (; other < end; other++)
            {
                Meet(text, other, DotProduct.Of(own, _vectors.Values(other)));
            }
        }
    }

    private void Meet(int one, int two, float cosine)
    {
        Offer(one, two, cosine);
        Offer(two, one, cosine);
    }

    private void Offer(int text, int other, float cosine)
    {
        Span<int> near = _near.AsSpan(text * Most, Most);
        Span<float> cosines = _cosines.AsSpan(text * Most, Most);
        if (!(cosine > 0) || !Precedes(other, cosine, near[Most - 1], cosines[Most - 1]))
        {
            return;
        }

        int place = Most - 1;
        for (; place > 0 && Precedes(other, cosine, near[place - 1], cosines[place - 1]); place--)
        {
            (near[place], cosines[place]) = (near[place - 1], cosines[place - 1]);
        }

        (near[place], cosines[place]) = (other, cosine);
    }

    private static bool Precedes(int text, float cosine, int other, float there) =>
        other < 0 || cosine > there || (cosine == there && text < other);

    private SparseRows Join()
    {
        var joined = new SortedList<int, float>[Count];
        for (int text = 0; text < Count; text++)
        {
            joined[text] = new SortedList<int, float>(2 * Most);
        }

        for (int text = 0; text < Count; text++)
        {
            for (int k = text * Most; k < (text + 1) * Most && _near[k] >= 0; k++)
            {
                joined[text][_near[k]] = _cosines[k];
                joined[_near[k]][text] = _cosines[k];
            }
        }

        var rows = new SparseRows();
        foreach (var row in joined)
        {
            rows.Add([.. row.Keys], [.. row.Values]);
        }

        return rows;
    }
}
