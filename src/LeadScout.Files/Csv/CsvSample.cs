namespace LeadScout.Files.Csv;

/// <summary>The rows of a file's beginning, as one dialect reads them. Lenient: a quote that is out of place is text.</summary>
/// <param name="Dialect">How they are read.</param>
/// <param name="Rows">All of them, blank ones too; the last only if it is whole.</param>
internal sealed record CsvSample(CsvDialect Dialect, IReadOnlyList<CsvSample.Row> Rows)
{
    private const int MostRows = 2000;

    /// <summary>Reads a sample.</summary>
    /// <param name="text">The beginning of the file.</param>
    /// <param name="isAll">Whether it is the whole file.</param>
    /// <param name="dialect">How to read it.</param>
    public static CsvSample Of(ReadOnlySpan<char> text, bool isAll, CsvDialect dialect)
    {
        var (rows, fields) = (new List<Row>(), new List<string>());
        var (begin, field) = (0, 0);
        var (quoted, mayOpen) = (false, true);
        for (var i = 0; i < text.Length && rows.Count < MostRows; i++)
        {
            // A quote opens only where a field begins; a doubled one closes and opens again, which counts the same.
            var (c, wasQuoted) = (text[i], quoted);
            var isQuote = c == dialect.Quote && dialect.Quote != CsvDialect.NoQuote;
            quoted = isQuote ? !quoted && mayOpen : quoted;
            mayOpen = !quoted && (c == dialect.Delimiter || c == dialect.LineEnd || (isQuote && wasQuoted));
            if (quoted || (c != dialect.Delimiter && c != dialect.LineEnd))
            {
                continue;
            }

            fields.Add(Unquoted(text[field..i], dialect));
            field = i + 1;
            if (c == dialect.LineEnd)
            {
                Add(field);
            }
        }

        if (begin < text.Length && rows.Count < MostRows && (isAll || rows.Count == 0))
        {
            fields.Add(Unquoted(text[field..], dialect));
            Add(text.Length);
        }

        return new CsvSample(dialect, rows);

        void Add(int end)
        {
            rows.Add(new Row(begin, end, [.. fields]));
            fields.Clear();
            begin = end;
        }
    }

    private static string Unquoted(ReadOnlySpan<char> field, CsvDialect dialect)
    {
        var text = dialect.LineEnd == '\n' ? field.TrimEnd('\r') : field;
        var quote = dialect.Quote;
        return quote != CsvDialect.NoQuote && text.Length >= 2 && text[0] == quote && text[^1] == quote
            ? text[1..^1].ToString().Replace($"{quote}{quote}", $"{quote}", StringComparison.Ordinal)
            : text.ToString();
    }

    /// <summary>A row.</summary>
    /// <param name="Begin">Of its first character.</param>
    /// <param name="End">Behind its line end.</param>
    /// <param name="Fields">Without their quotes.</param>
    internal sealed record Row(int Begin, int End, string[] Fields)
    {
        /// <summary>Fields.</summary>
        public int Width => Fields.Length;

        /// <summary>Fields that hold something.</summary>
        public int Filled { get; } = Fields.Count(field => !string.IsNullOrWhiteSpace(field));

        /// <summary>Whether nothing stands in it.</summary>
        public bool IsBlank => Filled == 0;
    }
}
