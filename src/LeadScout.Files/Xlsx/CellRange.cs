namespace LeadScout.Files.Xlsx;

/// <summary>A rectangle of cells, written <c>A1:B4</c>, or as <c>A1</c> if it is but one.</summary>
/// <param name="First">Top left.</param>
/// <param name="Last">Bottom right.</param>
internal readonly record struct CellRange(CellReference First, CellReference Last)
{
    /// <summary>Reads a rectangle; null if it is none.</summary>
    public static CellRange? Parse(string? text)
    {
        var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        var (first, last) = colon < 0 ? (text, text) : (text![..colon], text[(colon + 1)..]);
        return CellReference.TryParse(first, out var from)
            && CellReference.TryParse(last, out var to)
            && from.Column <= to.Column
            && from.Row <= to.Row
            ? new CellRange(from, to)
            : null;
    }

    /// <summary>The same rows up to another last column.</summary>
    public CellRange UpTo(int column) => this with { Last = Last with { Column = column } };

    /// <inheritdoc/>
    public override string ToString() => First == Last ? $"{First}" : $"{First}:{Last}";
}
