using System.Buffers;
using LeadScout.Messages;
using LeadScout.Questions;

namespace LeadScout.Files.Csv;

/// <summary>Values as fields of a dialect: in quotes where they need them. Thread-safe.</summary>
internal sealed class CsvFields(CsvDialect dialect)
{
    private readonly SearchValues<char> _needsQuotes = SearchValues.Create($"{dialect.Delimiter}{dialect.Quote}\r\n");

    /// <summary>A value's field.</summary>
    /// <exception cref="BadInputException">It needs quotes, and the dialect has none.</exception>
    public string Of(string value)
    {
        if (!value.AsSpan().ContainsAny(_needsQuotes))
        {
            return value;
        }

        var quote = dialect.Quote;
        return quote != CsvDialect.NoQuote
            ? $"{quote}{value.Replace($"{quote}", $"{quote}{quote}", StringComparison.Ordinal)}{quote}"
            : throw new BadInputException(
                "quotes-needed",
                $"The value '{value}' holds a {dialect.DelimiterName} or a line break, and with {Setting.Quote.To("none")} nothing can be put in quotes. Rename the label, or choose another {Setting.Delimiter}.");
    }
}
