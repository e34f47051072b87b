namespace LeadScout.Texts;

/// <summary>
/// The place of a distinct text among those of a list, in the order in which they first appear. A type of its own where texts and labels are passed together, so that one can't be taken for the other; it indexes
/// arrays as the number that it is.
/// </summary>
public readonly record struct TextIndex
{
    /// <param name="value">From 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public TextIndex(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        Value = value;
    }

    /// <summary>The number, from 0.</summary>
    public int Value { get; }

    /// <summary>The number, to index with.</summary>
    public static implicit operator int(TextIndex index) => index.Value;

    /// <summary>The number.</summary>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
