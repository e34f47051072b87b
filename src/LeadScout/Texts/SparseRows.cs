namespace LeadScout.Texts;

/// <summary>
/// Growing rows of (column, value) pairs in compressed form (CSR). Append only; safe for concurrent readers between appends.
/// </summary>
public sealed class SparseRows : IFeatureRows
{
    private int[] _starts = new int[16];
    private int[] _columns = new int[256];
    private float[] _values = new float[256];

    /// <summary>Number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>The columns of a row.</summary>
    public ReadOnlySpan<int> Columns(int row) => _columns.AsSpan(_starts[row], _starts[row + 1] - _starts[row]);

    /// <summary>The values of a row, parallel to <see cref="Columns"/>.</summary>
    public ReadOnlySpan<float> Values(int row) => _values.AsSpan(_starts[row], _starts[row + 1] - _starts[row]);

    /// <summary>Sum of squares of a row's values.</summary>
    public float SquaredLength(int row)
    {
        float sum = 0;
        foreach (float value in Values(row))
        {
            sum += value * value;
        }

        return sum;
    }

    /// <summary>Appends a row and returns its index.</summary>
    public int Add(ReadOnlySpan<int> columns, ReadOnlySpan<float> values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, columns.Length);
        int start = _starts[Count];
        int end = checked(start + columns.Length);
        if (end > _columns.Length)
        {
            int size = Math.Max(end, (int)Math.Min(Array.MaxLength, 2L * _columns.Length));
            Array.Resize(ref _columns, size);
            Array.Resize(ref _values, size);
        }

        if (Count + 2 > _starts.Length)
        {
            Array.Resize(ref _starts, _starts.Length * 2);
        }

        columns.CopyTo(_columns.AsSpan(start));
        values.CopyTo(_values.AsSpan(start));
        _starts[Count + 1] = end;
        return Count++;
    }

    /// <summary>Takes the last row back.</summary>
    public void RemoveLast()
    {
        ArgumentOutOfRangeException.ThrowIfZero(Count);
        Count--;
    }
}
