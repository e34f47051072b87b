using System.Collections.Immutable;

namespace LeadScout.Classifiers;

/// <summary>
/// Something cheap that is said about each text beside its words: the value of one or more columns of its list. Append only; safe for
/// concurrent readers between appends.
/// </summary>
/// <param name="labelOf">By column, by value: the label that the value is called like, or -1. Value 0 stands for none.</param>
internal sealed class TextHints(ImmutableArray<ImmutableArray<int>> labelOf)
{
    private readonly List<int> _values = [];

    /// <summary>Columns.</summary>
    public int Columns => labelOf.Length;

    /// <summary>Values of a column, that for none included.</summary>
    public int Values(int column) => labelOf[column].Length;

    /// <summary>The label that a value is called like, or -1.</summary>
    public int LabelOf(int column, int value) => labelOf[column][value];

    /// <summary>A text's value.</summary>
    public int Value(int text, int column) => _values[(text * Columns) + column];

    /// <summary>Appends a text; empty for one about which nothing is said.</summary>
    public void Add(ReadOnlySpan<int> values)
    {
        for (int column = 0; column < Columns; column++)
        {
            _values.Add(values.IsEmpty ? 0 : values[column]);
        }
    }

    /// <summary>Takes back the text that was added last.</summary>
    public void RemoveLast() => _values.RemoveRange(_values.Count - Columns, Columns);
}
