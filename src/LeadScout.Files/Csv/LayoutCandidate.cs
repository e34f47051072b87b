using System.Globalization;

namespace LeadScout.Files.Csv;

/// <summary>A table that one delimiter makes of a sample.</summary>
/// <param name="Sample">The sample as it reads it.</param>
/// <param name="Header">Index of the header's row.</param>
/// <param name="Agreeing">Rows behind the header that have as many fields as it.</param>
/// <param name="Others">Rows behind it that have not; blank ones count neither way.</param>
internal sealed record LayoutCandidate(CsvSample Sample, int Header, int Agreeing, int Others)
{
    private const double MostOthers = 0.1; // of a regular table's rows
    private const int FurthestHeader = 50;

    /// <summary>The delimiter.</summary>
    public char Delimiter => Sample.Dialect.Delimiter;

    /// <summary>Columns.</summary>
    public int Width => Sample.Rows[Header].Width;

    /// <summary>Whether rows keep to the header's number of fields, two at least.</summary>
    public bool IsRegular => Width > 1 && Agreeing > 0 && Others <= MostOthers * (Agreeing + Others);

    /// <summary>Whether the header's cells are names: nearly all filled, none a number, an address or a sentence, no two alike.</summary>
    public bool HasNames
    {
        get
        {
            var row = Sample.Rows[Header];
            string[] names = [.. row.Fields.Select(cell => cell.Trim()).Where(cell => cell.Length > 0)];
            return row.Filled * 5 >= row.Width * 4
                && names.Distinct(StringComparer.OrdinalIgnoreCase).Count() * 5 >= names.Length * 4
                && names.All(IsName);
        }
    }

    /// <summary>The table with its header in a given row.</summary>
    public static LayoutCandidate At(CsvSample sample, int header)
    {
        var (agreeing, others) = (0, 0);
        for (var row = header + 1; row < sample.Rows.Count; row++)
        {
            agreeing += !sample.Rows[row].IsBlank && sample.Rows[row].Width == sample.Rows[header].Width ? 1 : 0;
            others += !sample.Rows[row].IsBlank && sample.Rows[row].Width != sample.Rows[header].Width ? 1 : 0;
        }

        return new LayoutCandidate(sample, header, agreeing, others);
    }

    /// <summary>
    /// The first row, from a given one, that begins a regular table, else that row itself. A title padded to the table's width is no
    /// header.
    /// </summary>
    public static LayoutCandidate From(CsvSample sample, int first)
    {
        var furthest = Math.Min(sample.Rows.Count, first + FurthestHeader);
        for (var row = first; row < furthest; row++)
        {
            if (!sample.Rows[row].IsBlank && At(sample, row) is { IsRegular: true } table)
            {
                return table.Sample.Rows[row].Filled * 2 >= table.Width ? table : table.BehindPaddedTitles(furthest) ?? table;
            }
        }

        return At(sample, first);
    }

    private LayoutCandidate? BehindPaddedTitles(int furthest) => Enumerable.Range(Header + 1, Math.Max(0, furthest - Header - 1))
        .Where(row => Sample.Rows[row].Width == Width && Sample.Rows[row].Filled * 5 >= Width * 4)
        .Take(1)
        .Select(row => At(Sample, row))
        .FirstOrDefault(table => table is { IsRegular: true, HasNames: true });

    private static bool IsName(string text) =>
        text.Length <= 100
            && !text.Contains('@', StringComparison.Ordinal)
            && !text.Contains("://", StringComparison.Ordinal)
            && text.Any(char.IsLetter)
        && !double.TryParse(text, NumberStyles.Any, CultureInfo.InvariantCulture, out _)
            && !DateTime.TryParse(text, CultureInfo.InvariantCulture, out _);
}
