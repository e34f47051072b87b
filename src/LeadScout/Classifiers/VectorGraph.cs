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
    private readonly Lock[] _gates; // by block

    /// <param name="vectors">A vector for each text.</param>
    /// <param name="onCores">Cores to find the neighbours on; what is found is the same.</param>
    public VectorGraph(TextVectors vectors, ParallelOptions onCores)
    {
        _vectors = vectors;
        Count = vectors.Count;
        _near = new int[Count * Most];
        _cosines = new float[Count * Most];
        Array.Fill(_near, -1);
        int blocks = (Count + Block - 1) / Block;
        _gates = [.. Enumerable.Range(0, blocks).Select(_ => new Lock())];
        Parallel.For(0, blocks, onCores, row =>
        {
            Span<float> cosines = stackalloc float[Block * Block];
            for (int column = row; column < blocks; column++)
            {
                Compare(TextsOf(row), TextsOf(column), cosines);
                Meet(row, column, cosines);
            }
        });
        Rows = Join();
    }

    /// <summary>Number of texts.</summary>
    public int Count { get; }

    /// <summary>One row a text: those it is joined with in rising order, and their cosines, above 0.</summary>
    public SparseRows Rows { get; }

    private (int First, int End) TextsOf(int block) => (block * Block, Math.Min((block + 1) * Block, Count));

    /// <summary>Fills in the cosines of the texts of two blocks, row by row; of a block with itself those above the diagonal.</summary>
    private void Compare((int First, int End) row, (int First, int End) column, Span<float> cosines)
    {
        for (int text = row.First; text < row.End; text++)
        {
            Span<float> of = cosines[((text - row.First) * Block)..];
            ReadOnlySpan<float> own = _vectors.Values(text);
            int other = Math.Max(column.First, text + 1);
            for (; other + 4 <= column.End; other += 4)
            {
                int at = other - column.First;
                (of[at], of[at + 1], of[at + 2], of[at + 3]) = DotProduct.OfFour(
                    own, _vectors.Values(other), _vectors.Values(other + 1), _vectors.Values(other + 2), _vectors.Values(other + 3));
            }

            for (; other < column.End; other++)
            {
                of[other - column.First] = DotProduct.Of(own, _vectors.Values(other));
            }
        }
    }

    /// <summary>
    /// Lets the texts of two blocks know each other. Other cores may have other blocks for them at the same time; whichever comes first, the
    /// nearest are the same.
    /// </summary>
    private void Meet(int row, int column, ReadOnlySpan<float> cosines)
    {
        var (one, two) = (TextsOf(row), TextsOf(column));
        lock (_gates[row])
        {
            for (int text = one.First; text < one.End; text++)
            {
                for (int other = Math.Max(two.First, text + 1); other < two.End; other++)
                {
                    Offer(text, other, cosines[((text - one.First) * Block) + other - two.First]);
                }
            }
        }

        lock (_gates[column])
        {
            for (int text = one.First; text < one.End; text++)
            {
                for (int other = Math.Max(two.First, text + 1); other < two.End; other++)
                {
                    Offer(other, text, cosines[((text - one.First) * Block) + other - two.First]);
                }
            }
        }
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
