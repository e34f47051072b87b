namespace LeadScout.Files.Csv;

/// <summary>How a CSV separates fields and rows. The quote is always <c>"</c>, doubled inside.</summary>
/// <param name="Delimiter">Comma, semicolon, tab or pipe.</param>
/// <param name="LineEnd">The character that ends rows: a line feed (a carriage return before it belongs to the end), or a carriage return alone.</param>
internal readonly record struct CsvDialect(char Delimiter, char LineEnd)
{
    private const string Candidates = ",;\t|";
    private const int Rows = 20; // enough to see which delimiter keeps to the header's count

    /// <summary>For messages.</summary>
    public string DelimiterName => Delimiter switch { ',' => "comma", ';' => "semicolon", '\t' => "tab", _ => "pipe" };

    /// <summary>The other character of a line break, which must not stand alone outside quotes.</summary>
    public char Stray => LineEnd == '\n' ? '\r' : '\n';

    /// <summary>
    /// Finds the dialect from the beginning of a file: of the delimiters in the header, the one that most of the first rows hold as often as the
    /// header does, then the most frequent, then the first of comma, semicolon, tab, pipe.
    /// </summary>
    public static CsvDialect Of(ReadOnlySpan<char> head)
    {
        var breaks = head.IndexOfAny('\r', '\n');
        var lineEnd = breaks >= 0 && head[breaks] == '\r' && (breaks + 1 == head.Length || head[breaks + 1] != '\n') ? '\r' : '\n';
        var best = (Delimiter: ',', Agreeing: 0, Count: 0);
        foreach (var candidate in Candidates)
        {
            var (agreeing, count) = Agreement(head, candidate, lineEnd);
            if (count > 0 && (agreeing, count).CompareTo((best.Agreeing, best.Count)) > 0)
            {
                best = (candidate, agreeing, count);
            }
        }

        return new CsvDialect(best.Delimiter, lineEnd);
    }

    private static (int Agreeing, int Count) Agreement(ReadOnlySpan<char> head, char delimiter, char lineEnd)
    {
        int inHeader = -1, inRow = 0, agreeing = 0, rows = 0;
        var (quoted, mayOpen) = (false, true);
        foreach (var c in head)
        {
            // A quote opens only where a field begins; a doubled one closes and opens again, which counts the same.
            var wasQuoted = quoted;
            quoted = c == '"' ? !quoted && mayOpen : quoted;
            mayOpen = !quoted && (c == delimiter || c == lineEnd || (c == '"' && wasQuoted));
            if (quoted)
            {
                continue;
            }

            inRow += c == delimiter ? 1 : 0;
            if (c == lineEnd)
            {
                inHeader = inHeader < 0 ? inRow : inHeader;
                agreeing += inRow == inHeader ? 1 : 0;
                inRow = 0;
                if (++rows == Rows)
                {
                    break;
                }
            }
        }

        return (agreeing, inHeader < 0 ? inRow : inHeader);
    }
}
