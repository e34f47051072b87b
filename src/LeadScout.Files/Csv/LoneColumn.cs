using LeadScout.Jobs;

namespace LeadScout.Files.Csv;

/// <summary>Whether what looks like a list of one column is one: whole rows, e-mail addresses included, must never pass for the text of one column.</summary>
internal static class LoneColumn
{
    private const string Usual = ",;\t|";
    private const string Unusual = ":^~!¦§\u001F\u001E\u0001";
    private const int LeastBlanks = 3; // between columns that are lined up with blanks

    /// <summary>Refuses a list whose one column's cells hold a delimiter regularly.</summary>
    /// <exception cref="BadInputException">They do; the message says which options settle it.</exception>
    public static void Check(LayoutCandidate table, string file)
    {
        string[] cells = [.. table.Sample.Rows.Skip(table.Header).Where(row => !row.IsBlank).Select(row => string.Join(table.Delimiter, row.Fields))];
        if (cells.Length == 0)
        {
            return;
        }

        foreach (var delimiter in Usual.Where(delimiter => IsRegularIn(cells, delimiter)).Concat(Unusual.Where(delimiter => IsInAll(cells, delimiter))).Take(1))
        {
            throw new BadInputException(
                $"'{file}' looks like a list of one column, but its cells hold a {CsvDialect.NameOf(delimiter)} again and again, so that whole rows would be taken for one text. "
                + $"If they are several columns, say --delimiter {CsvDialect.OptionOf(delimiter)} (and --header-row N if the header is not row {table.Header + 1}); a row that stands in quotes as a whole must lose them first. "
                + "If every line is one text, say --delimiter tab: the result is then separated by tabs.");
        }

        if (cells.Length > 1 && cells.All(cell => AlignedColumns(cell) > 1))
        {
            throw new BadInputException(
                $"'{file}' looks like columns that are lined up with blanks, so that whole rows would be taken for one text. Export it as CSV, with a delimiter between the columns. "
                + "If every line is one text, say --delimiter tab: the result is then separated by tabs.");
        }
    }

    /// <summary>In half of the cells below the header, or in as many alike as to be no accident.</summary>
    private static bool IsRegularIn(string[] cells, char delimiter)
    {
        int[] counts = [.. cells.Skip(1).Select(cell => cell.Count(c => c == delimiter))];
        var holding = counts.Count(count => count > 0);

        // A comma before a blank is what prose has, and why a text stands in quotes.
        var prose = delimiter == ',' && !cells[0].Contains(',', StringComparison.Ordinal)
            && cells.Skip(1).Where(cell => cell.Contains(',', StringComparison.Ordinal)).All(cell => cell.Count(c => c == ',') == cell.Split(", ").Length - 1);
        var alike = counts.Where(count => count > 0).CountBy(count => count).Select(same => same.Value).DefaultIfEmpty(0).Max();
        return !prose && holding > 0 && (2 * holding >= counts.Length || (alike >= 3 && 10 * alike >= 3 * counts.Length));
    }

    private static bool IsInAll(string[] cells, char delimiter)
    {
        var wanted = cells[0].Count(c => c == delimiter);
        return cells.Length > 1 && wanted > 0 && cells.All(cell => cell.Count(c => c == delimiter) == wanted);
    }

    private static int AlignedColumns(string cell) => cell.Split(new string(' ', LeastBlanks), StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length;
}
