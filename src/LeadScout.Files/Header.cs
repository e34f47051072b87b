using System.Globalization;

namespace LeadScout.Files;

/// <summary>A list's header.</summary>
internal static class Header
{
    /// <summary>For messages.</summary>
    public const string Wanted = "A list needs a header as its first line, and a row for every lead.";

    /// <summary>
    /// The column names, no two alike. In messages and templates only (the file keeps what it has) a blank one is called by its place,
    /// <c>column 3</c>, and of a name that stands twice each by its place too, <c>Email (column 3)</c>.
    /// </summary>
    public static IReadOnlyList<string> Named(IReadOnlyList<string> cells)
    {
        var count = cells.CountBy(cell => cell, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return [.. cells.Select((cell, i) => string.IsNullOrWhiteSpace(cell) ? Place(i) : count[cell] > 1 ? $"{cell} ({Place(i)})" : cell)];
    }

    /// <summary>The columns of a name that stands several times; none for any other.</summary>
    public static IReadOnlyList<string> Several(string name, IReadOnlyList<string> columns) =>
        [.. columns.Where((column, i) => column.Length > name.Length && column.StartsWith(name, StringComparison.OrdinalIgnoreCase)
            && column.EndsWith($" ({Place(i)})", StringComparison.Ordinal) && column.Length == name.Length + Place(i).Length + 3)];

    private static string Place(int column) => string.Create(CultureInfo.InvariantCulture, $"column {column + 1}");
}
