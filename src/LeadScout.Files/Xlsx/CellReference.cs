namespace LeadScout.Files.Xlsx;

/// <summary>Cell names such as <c>AB12</c>; columns from 0.</summary>
internal static class CellReference
{
    /// <summary>The letters of a column.</summary>
    public static string Letters(int column) => column < 26 ? $"{(char)('A' + column)}" : Letters((column / 26) - 1) + (char)('A' + (column % 26));

    /// <summary>The column of a cell, or -1 if it doesn't begin with letters.</summary>
    public static int Column(ReadOnlySpan<char> reference)
    {
        var column = 0;
        foreach (var c in reference)
        {
            if (!char.IsAsciiLetter(c))
            {
                break;
            }

            column = (column * 26) + (c & ~0x20) - 'A' + 1;
        }

        return column - 1;
    }

    /// <summary>The row of a cell, from 1.</summary>
    public static ReadOnlySpan<char> Row(ReadOnlySpan<char> reference) => reference.TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
}
