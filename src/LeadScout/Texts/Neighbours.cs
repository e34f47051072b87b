using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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
    private readonly float[] _similarity; // by text of the list, all 0 between two searches; whole vectors

    /// <summary>Finds the neighbours of all texts of a table.</summary>
    public Neighbours(FeatureTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        _table = table;
        _count = table.TextCount;
        _tooCommon = Math.Max(LeastCommon, Math.Min(MostCommon, _count / 10));
        _similarity = new float[(_count + Most - 1) / Most * Most];
        _starts = new int[table.FeatureCount + 1];
        _postings = Invert();
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
        Accumulate(text);
        if (text < _count)
        {
            _similarity[text] = 0;
        }

        Span<int> nearest = stackalloc int[Most];
        Span<float> similarity = stackalloc float[Most];
        int have = TakeNearest(nearest, similarity);
        Rows.Add(nearest[..have], similarity[..have]);
    }

    private void Accumulate(int text)
    {
        ReadOnlySpan<int> columns = _table.Rows.Columns(text);
        ReadOnlySpan<float> weights = _table.Rows.Values(text);
        Span<float> similarity = _similarity;
        for (int k = 0; k < columns.Length; k++)
        {
            int start = _starts[columns[k]];
            float weight = weights[k];
            foreach (var (other, value) in _postings.AsSpan(start, _starts[columns[k] + 1] - start))
            {
                similarity[other] += weight * value;
            }
        }
    }

    /// <summary>Writes the nearest texts in order, says how many, and leaves every similarity at 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int TakeNearest(Span<int> nearest, Span<float> similarity)
    {
        Span<Vector256<float>> vectors = MemoryMarshal.Cast<float, Vector256<float>>(_similarity.AsSpan());
        float enough = LeastOfTheNearest(vectors);
        var candidates = new NearestOf(stackalloc int[NearestOf.Room], stackalloc float[NearestOf.Room]);
        for (int v = 0; v < vectors.Length; v++)
        {
            Vector256<float> at = vectors[v];
            vectors[v] = Vector256<float>.Zero;
            uint near = (Vector256.GreaterThan(at, Vector256<float>.Zero) & Vector256.GreaterThanOrEqual(at, Vector256.Create(enough)))
                .ExtractMostSignificantBits();
            for (; near != 0; near &= near - 1)
            {
                int lane = BitOperations.TrailingZeroCount(near);
                candidates.Add((v * Vector256<float>.Count) + lane, at[lane]);
            }
        }

        return candidates.Write(nearest, similarity);
    }

    /// <summary>
    /// A similarity that at least <see cref="Most"/> texts reach: the texts are dealt out to as many hands, and each hand's best reaches
    /// the least of these.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float LeastOfTheNearest(ReadOnlySpan<Vector256<float>> vectors)
    {
        Vector256<float> first = Vector256<float>.Zero, second = first, third = first;
        for (int v = 0; v < vectors.Length; v += 3)
        {
            first = Vector256.Max(first, vectors[v]);
            second = Vector256.Max(second, vectors[v + 1]);
            third = Vector256.Max(third, vectors[v + 2]);
        }

        Vector256<float> least = Vector256.Min(first, Vector256.Min(second, third));
        float lowest = least[0];
        for (int lane = 1; lane < Vector256<float>.Count; lane++)
        {
            lowest = MathF.Min(lowest, least[lane]);
        }

        return lowest;
    }
}
