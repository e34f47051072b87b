using LeadScout.Statistics;
using LeadScout.Texts;

namespace LeadScout.Classifiers;

/// <summary>
/// Latent semantic analysis of the whole list, asked or not: each text as a unit vector in the space of the list's
/// strongest directions, so that words that keep the same company share evidence. Randomised subspace iteration after
/// Halko, Martinsson and Tropp, "Finding Structure with Randomness", SIAM Review 2011; Cholesky QR. Seeded, deterministic.
/// </summary>
internal sealed class Topics
{
    /// <summary>Number of directions.</summary>
    public const int Count = 64;
    private const int Passes = 3;
    private const ulong Seed = 7;
    private static readonly int[] Every = [.. Enumerable.Range(0, Count)];
    private readonly FeatureTable _table;
    private readonly float[] _directions;

    public Topics(FeatureTable table)
    {
        _table = table;
        var random = new SeededRandom(Seed);
        _directions = new float[table.FeatureCount * Count];
        for (int i = 0; i < _directions.Length; i++)
        {
            _directions[i] = (float)((random.NextShare() * 2) - 1);
        }

        float[] texts = new float[table.TextCount * Count];
        for (int pass = 0; pass < Passes; pass++)
        {
            Project(texts);
            Orthonormal.Make(texts, Count);
            Gather(texts);
            Orthonormal.Make(_directions, Count);
        }

        for (int text = 0; text < table.TextCount; text++)
        {
            Add();
        }
    }

    /// <summary>One row a text: its coordinates, of length 1 (or 0 where no feature is known).</summary>
    public SparseRows Rows { get; } = new();

    /// <summary>The coordinate of a feature in a direction, before the text's scaling.</summary>
    public float Coordinate(int feature, int topic) => _directions[(feature * Count) + topic];

    /// <summary>Factor that brought a text's coordinates to length 1.</summary>
    public float Scale(int text)
    {
        Span<float> sum = stackalloc float[Count];
        return Sum(_table.Rows.Columns(text), _table.Rows.Values(text), sum);
    }

    /// <summary>Places the next text of the table that has no row yet.</summary>
    public void Add()
    {
        Span<float> place = stackalloc float[Count];
        Place(_table.Rows.Columns(Rows.Count), _table.Rows.Values(Rows.Count), place);
        Add(place);
    }

    /// <summary>Appends a text whose place is known.</summary>
    public void Add(ReadOnlySpan<float> place) => Rows.Add(Every, place);

    /// <summary>The coordinates of a text with these features; safe beside others.</summary>
    public void Place(ReadOnlySpan<int> features, ReadOnlySpan<float> values, Span<float> place)
    {
        float scale = Sum(features, values, place);
        for (int d = 0; d < Count; d++)
        {
            place[d] *= scale;
        }
    }

    /// <summary>Takes back the text that was added last.</summary>
    public void RemoveLast() => Rows.RemoveLast();

    private float Sum(ReadOnlySpan<int> features, ReadOnlySpan<float> values, Span<float> sum)
    {
        sum.Clear();
        LabelVector.AddRows(features, values, _directions, sum);
        double squares = 0;
        foreach (float x in sum)
        {
            squares += x * x;
        }

        return squares > 0 ? (float)(1 / Math.Sqrt(squares)) : 0;
    }

    private void Project(float[] texts)
    {
        Array.Clear(texts);
        for (int text = 0; text < _table.TextCount; text++)
        {
            LabelVector.AddRows(_table.Rows.Columns(text), _table.Rows.Values(text), _directions, texts.AsSpan(text * Count, Count));
        }
    }

    private void Gather(float[] texts)
    {
        Array.Clear(_directions);
        for (int text = 0; text < _table.TextCount; text++)
        {
            LabelVector.AddToRows(_table.Rows.Columns(text), _table.Rows.Values(text), texts.AsSpan(text * Count, Count), _directions);
        }
    }
}
