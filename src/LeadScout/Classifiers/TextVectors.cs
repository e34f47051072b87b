using LeadScout.Texts;

namespace LeadScout.Classifiers;

/// <summary>
/// One vector a text, of which near ones mean much the same: centred over the list (what all its texts share says nothing) and brought to
/// length 1. A text without a vector has a row of zeros, which is near to nothing. Append only; safe for concurrent readers between
/// appends.
/// </summary>
public sealed class TextVectors : IFeatureRows
{
    private readonly int[] _every;
    private readonly float[] _centre;
    private float[] _values;

    private TextVectors(int dimensions, float[] centre, int room)
    {
        (Dimensions, _centre) = (dimensions, centre);
        _every = [.. Enumerable.Range(0, dimensions)];
        _values = new float[checked(dimensions * Math.Max(1, room))];
    }

    /// <summary>Length of a vector.</summary>
    public int Dimensions { get; }

    /// <summary>Number of texts.</summary>
    public int Count { get; private set; }

    /// <summary>Takes in the texts of a list.</summary>
    /// <param name="dimensions">Length of a vector, at least 1.</param>
    /// <param name="vectors">By text: its vector as it is kept in the store; empty where it has none. One that holds what is no number says
    /// nothing.</param>
    /// <exception cref="ArgumentException">A vector of another length.</exception>
    public static TextVectors Of(int dimensions, IReadOnlyList<ReadOnlyMemory<Half>> vectors)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        var sum = new double[dimensions];
        int present = 0;
        foreach (var vector in vectors)
        {
            if (!SaysSomething(vector.Span, dimensions))
            {
                continue;
            }

            ReadOnlySpan<Half> from = vector.Span;
            present++;
            for (int d = 0; d < dimensions; d++)
            {
                sum[d] += (double)from[d];
            }
        }

        var rows = new TextVectors(dimensions, Array.ConvertAll(sum, total => (float)(total / Math.Max(1, present))), vectors.Count);
        foreach (var vector in vectors)
        {
            rows.Add(vector.Span);
        }

        return rows;
    }

    /// <summary>Appends a text that is not of the list, empty for one without a vector, and returns its index.</summary>
    /// <exception cref="ArgumentException">A vector of another length.</exception>
    public int Add(ReadOnlySpan<Half> vector)
    {
        int start = checked(Count * Dimensions);
        if (start + Dimensions > _values.Length)
        {
            Array.Resize(ref _values, checked((int)Math.Min(Array.MaxLength, Math.Max(start + Dimensions, 2L * _values.Length))));
        }

        Span<float> row = _values.AsSpan(start, Dimensions);
        row.Clear();
        if (SaysSomething(vector, Dimensions))
        {
            Place(vector, row);
        }

        return Count++;
    }

    /// <summary>Takes the last text back.</summary>
    public void RemoveLast()
    {
        ArgumentOutOfRangeException.ThrowIfZero(Count);
        Count--;
    }

    /// <inheritdoc/>
    public ReadOnlySpan<int> Columns(int row) => _every;

    /// <inheritdoc/>
    public ReadOnlySpan<float> Values(int row) => _values.AsSpan(row * Dimensions, Dimensions);

    /// <inheritdoc/>
    public float SquaredLength(int row) => DotProduct.Of(Values(row), Values(row));

    private static bool SaysSomething(ReadOnlySpan<Half> vector, int dimensions)
    {
        if (!vector.IsEmpty && vector.Length != dimensions)
        {
            throw new ArgumentException($"A vector of {vector.Length} dimensions among those of {dimensions}.", nameof(vector));
        }

        foreach (Half value in vector)
        {
            if (!Half.IsFinite(value))
            {
                return false;
            }
        }

        return !vector.IsEmpty;
    }

    private void Place(ReadOnlySpan<Half> vector, Span<float> row)
    {
        double squares = 0;
        for (int d = 0; d < row.Length; d++)
        {
            row[d] = (float)vector[d] - _centre[d];
            squares += (double)row[d] * row[d];
        }

        float scale = squares > 0 ? (float)(1 / Math.Sqrt(squares)) : 0; // the centre itself is like nothing
        for (int d = 0; d < row.Length; d++)
        {
            row[d] *= scale;
        }
    }
}
