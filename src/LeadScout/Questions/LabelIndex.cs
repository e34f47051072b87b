namespace LeadScout.Questions;

/// <summary>
/// The place of a label among those of its question. A type of its own where texts and labels are passed together, so that one can't be taken for the other; it indexes
/// arrays as the number that it is.
/// </summary>
public readonly record struct LabelIndex
{
    /// <param name="value">From 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public LabelIndex(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        Value = value;
    }

    /// <summary>The number, from 0.</summary>
    public int Value { get; }

    /// <summary>The number, to index with.</summary>
    public static implicit operator int(LabelIndex index) => index.Value;

    /// <summary>The number.</summary>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
