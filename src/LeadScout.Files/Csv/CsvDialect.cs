using LeadScout.Messages;

namespace LeadScout.Files.Csv;

/// <summary>How a CSV separates fields and rows.</summary>
/// <param name="Delimiter">Between fields.</param>
/// <param name="LineEnd">The character that ends rows: a line feed (a carriage return before it belongs to the end), or a carriage return
/// alone.</param>
/// <param name="Quote">Around fields, doubled inside; U+0000 for none.</param>
internal readonly record struct CsvDialect(char Delimiter, char LineEnd, char Quote = CsvDialect.UsualQuote)
{
    /// <summary>The quote unless the file shows another.</summary>
    public const char UsualQuote = '"';

    /// <summary>In place of a quote: there is none.</summary>
    public const char NoQuote = '\0';

    /// <summary>For messages.</summary>
    public string DelimiterName => NameOf(Delimiter);

    /// <summary>The other character of a line break, which must not stand alone outside quotes.</summary>
    public char Stray => LineEnd == '\n' ? '\r' : '\n';

    /// <summary>A delimiter's name, for messages.</summary>
    public static string NameOf(char delimiter) => delimiter switch
    {
        ',' => "comma",
        ';' => "semicolon",
        '\t' => "tab",
        '|' => "pipe",
        ':' => "colon",
        ' ' => "blank",
        _ when char.IsControl(delimiter) => $"U+{(int)delimiter:X4}",
        _ => $"'{delimiter}'",
    };

    /// <summary>The remedy of saying it; what can't be typed has a name.</summary>
    public static Remedy Saying(char delimiter) => Setting.Delimiter.To(
        delimiter == '\t' ? "tab" : char.IsControl(delimiter) ? $"U+{(int)delimiter:X4}" : $"{delimiter}");

    /// <summary>Whether a character ends a row or is half of what does.</summary>
    public static char LineEndOf(ReadOnlySpan<char> text)
    {
        var breaks = text.IndexOfAny('\r', '\n');
        return breaks >= 0 && text[breaks] == '\r' && (breaks + 1 == text.Length || text[breaks + 1] != '\n') ? '\r' : '\n';
    }
}
