using LeadScout.Files;
using LeadScout.Jobs.Lists;

namespace LeadScout.Server.Lists;

/// <summary>An uploaded list.</summary>
/// <param name="Id">Sixteen hexadecimal digits, derived from the content and the name: the same upload is the same list.</param>
/// <param name="Name">The file's name, without a folder.</param>
/// <param name="Columns">The header.</param>
/// <param name="Rows">Rows, the header not counted.</param>
/// <param name="Bytes">The file's size.</param>
/// <param name="Sheet">The workbook's sheet, where one was named.</param>
/// <param name="Encoding">The CSV's encoding, where one was named.</param>
/// <param name="At">When it was uploaded.</param>
public sealed record StoredList(
    string Id, string Name, IReadOnlyList<string> Columns, long Rows, long Bytes, string? Sheet, string? Encoding, DateTimeOffset At)
{
    /// <summary>What separates the columns of a CSV, where it was named.</summary>
    public string? Delimiter { get; init; }

    /// <summary>What a CSV's fields are quoted with, where it was named.</summary>
    public string? Quote { get; init; }

    /// <summary>The header's row, where it was named.</summary>
    public int? HeaderRow { get; init; }

    /// <summary>The format, where it was named.</summary>
    public string? InputFormat { get; init; }

    /// <summary>How the file was understood, part by part; null for a list of an earlier version.</summary>
    public ListLayout? Layout { get; init; }

    /// <summary>
    /// What stands in the columns that is no text to ask about, each column that has some; null for a list of an earlier version.
    /// </summary>
    public IReadOnlyList<ColumnFindings>? Findings { get; init; }

    /// <summary>How the file was understood, in words, as in <c>CSV, delimiter semicolon, UTF-8, header in row 1</c>.</summary>
    public string? Dialect { get; init; }

    /// <summary>What was passed over or assumed in finding that out, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    internal LeadFileOptions Reading => ListOptionText.Parse(Sheet, Encoding, Delimiter, Quote, HeaderRow, InputFormat);
}

/// <summary>The first rows of a list.</summary>
/// <param name="List">The list.</param>
/// <param name="Rows">Its first rows, cell by cell in the order of the columns.</param>
public sealed record ListPreview(StoredList List, IReadOnlyList<IReadOnlyList<string>> Rows);
