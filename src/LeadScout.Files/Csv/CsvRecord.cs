namespace LeadScout.Files.Csv;

/// <summary>Views of one record as it stands in the file.</summary>
internal static class CsvRecord
{
    /// <summary>The record without its line end.</summary>
    public static ReadOnlySpan<char> Body(ReadOnlySpan<char> record) => record[..^LineEndLength(record)];

    /// <summary>0 for a last line without one, 1, or 2 for a carriage return and line feed.</summary>
    public static int LineEndLength(ReadOnlySpan<char> record) =>
        record.EndsWith("\r\n") ? 2 : record.Length > 0 && record[^1] is '\r' or '\n' ? 1 : 0;

    /// <summary>The same of the dialect's own line end alone: 0 where a record ends with anything else.</summary>
    public static int LineEndLength(ReadOnlySpan<char> record, CsvDialect dialect) =>
        record.IsEmpty || record[^1] != dialect.LineEnd ? 0 : LineEndLength(record);

    /// <summary>
    /// Whether outside quotes a character that is half of a line break stands where the dialect has no line end. Readers disagree on what
    /// that means, so it is never guessed.
    /// </summary>
    public static bool HasUnquotedBreak(ReadOnlySpan<char> record, CsvDialect dialect)
    {
        var (quoted, mayOpen) = (false, true);
        for (var i = 0; i < record.Length; i++)
        {
            var c = record[i];
            var wasQuoted = quoted;
            quoted = c == dialect.Quote ? !quoted && mayOpen : quoted;
            mayOpen = !quoted && (c == dialect.Delimiter || (c == dialect.Quote && wasQuoted));
            if (!quoted && c == dialect.Stray && !(c == '\r' && i + 1 < record.Length && record[i + 1] == '\n'))
            {
                return true;
            }
        }

        return false;
    }
}
