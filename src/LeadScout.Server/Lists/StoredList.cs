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
    string Id, string Name, IReadOnlyList<string> Columns, long Rows, long Bytes, string? Sheet, string? Encoding, DateTimeOffset At);

/// <summary>The first rows of a list.</summary>
/// <param name="List">The list.</param>
/// <param name="Rows">Its first rows, cell by cell in the order of the columns.</param>
public sealed record ListPreview(StoredList List, IReadOnlyList<IReadOnlyList<string>> Rows);
