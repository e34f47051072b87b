namespace LeadScout.Files.Xlsx;

/// <summary>What a cell's characters are (ECMA-376 part 1, 18.18.11).</summary>
internal enum CellType : byte
{
    /// <summary>A number, or none yet.</summary>
    Number,

    /// <summary>The number of a shared text.</summary>
    Shared,

    /// <summary>The text that a formula gave.</summary>
    Text,

    /// <summary>A text in its place.</summary>
    Inline,

    /// <summary>0 or 1.</summary>
    Truth,

    /// <summary>An error such as <c>#N/A</c>.</summary>
    Error,

    /// <summary>A date in ISO 8601.</summary>
    Date,
}

/// <summary>A cell as it stands in a sheet.</summary>
/// <param name="Begin">Where its characters begin.</param>
/// <param name="End">Where they end.</param>
/// <param name="Type">What they are.</param>
/// <param name="Style">Its style.</param>
/// <param name="Exists">Whether there is anything in it.</param>
/// <param name="HasValue">Whether the file holds what it shows.</param>
/// <param name="IsFormula">Whether that is computed.</param>
internal readonly record struct SheetCell(int Begin, int End, CellType Type, int Style, bool Exists, bool HasValue, bool IsFormula);

/// <summary>The types' names.</summary>
internal static class CellTypes
{
    /// <summary>A type by its name; what has none is a number.</summary>
    public static CellType Of(ReadOnlySpan<char> name) => name switch
    {
        "s" => CellType.Shared,
        "str" => CellType.Text,
        "inlineStr" => CellType.Inline,
        "b" => CellType.Truth,
        "e" => CellType.Error,
        "d" => CellType.Date,
        _ => CellType.Number,
    };
}
