using System.Globalization;

namespace LeadScout.Files.Xlsx;

/// <summary>A cell's place in a sheet (ECMA-376 part 1, 18.18.62), which writes it as <c>AB12</c> or <c>$AB$12</c>.</summary>
/// <param name="Column">From 0.</param>
/// <param name="Row">From 1.</param>
internal readonly record struct CellReference(int Column, int Row)
{
    /// <summary>So many rows a sheet has.</summary>
    public const int MostRows = 1_048_576;

    /// <summary>So many columns a sheet has.</summary>
    public const int MostColumns = 16_384;

    /// <summary>The letters of a column.</summary>
    public static string Letters(int column) =>
        column < 26 ? $"{(char)('A' + column)}" : Letters((column / 26) - 1) + (char)('A' + (column % 26));

    /// <summary>Reads a place; false if it is none within a sheet.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out CellReference reference)
    {
        reference = default;
        var column = 0;
        text = text is ['$', ..] ? text[1..] : text;
        while (text is [var letter, ..] && char.IsAsciiLetter(letter) && column <= MostColumns)
        {
            column = (column * 26) + (letter & ~0x20) - 'A' + 1;
            text = text[1..];
        }

        text = text is ['$', ..] ? text[1..] : text;
        if (column is 0 or > MostColumns || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var row)
            || row is 0 or > MostRows)
        {
            return false;
        }

        reference = new CellReference(column - 1, row);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Letters(Column)}{Row}");
}
