using System.Globalization;
using LeadScout.Questions;

namespace LeadScout.Files;

/// <summary>How people write what they say about a list: on the command line, in an upload, in what a job keeps. Thread-safe.</summary>
public static class ListOptionText
{
    /// <summary>What a delimiter may be, for messages.</summary>
    public const string Delimiters = "one character of ASCII, or comma, semicolon, tab, pipe, colon, space";

    /// <summary>What a quote may be, for messages.</summary>
    public const string Quotes = "one character of ASCII, or double, single, none";

    private static readonly Dictionary<string, char> DelimiterNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["comma"] = ',',
        ["semicolon"] = ';',
        ["tab"] = '\t',
        ["\\t"] = '\t',
        ["pipe"] = '|',
        ["colon"] = ':',
        ["space"] = ' ',
        ["blank"] = ' ',
        ["caret"] = '^',
        ["tilde"] = '~',
    };

    private static readonly Dictionary<string, char> QuoteNames = new(
        StringComparer.OrdinalIgnoreCase)
    { ["double"] = '"', ["single"] = '\'', ["none"] = '\0' };

    /// <summary>A delimiter, or null for what can be none.</summary>
    public static char? Delimiter(string text) =>
        (DelimiterNames.TryGetValue(text, out var named) ? named : Character(text)) is { } found and not ('\r' or '\n' or '"' or '\0' or '\uFEFF')
            && IsSign(found)
            ? found
            : null;

    /// <summary>A quote, or null for what can be none; U+0000 for no quote.</summary>
    public static char? Quote(string text) =>
        QuoteNames.TryGetValue(text, out var named) ? named
        : Character(text) is { } found and not ('\r' or '\n' or ',' or ';' or '\t' or '|' or '\uFEFF') && IsSign(found)
            ? found
        : null;

    /// <summary>How a delimiter is named where options are said; a character without a name is itself.</summary>
    public static string DelimiterName(char delimiter) => NameOf(delimiter, DelimiterNames);

    /// <summary>How a quote is named where options are said; a character without a name is itself.</summary>
    public static string QuoteName(char quote) => NameOf(quote, QuoteNames);

    /// <summary>Options as a client of a server gives them.</summary>
    /// <exception cref="BadInputException">One is not allowed; the message says what is.</exception>
    public static LeadFileOptions Parse(
        string? sheet, string? encoding, string? delimiter, string? quote, int? headerRow, string? format) =>
        new(EncodingOf(encoding), sheet)
        {
            Format = format is null ? null : FormatOf(format),
            Delimiter = delimiter is null
            ? null
            : Delimiter(delimiter) ?? throw new BadInputException($"delimiter can't be '{delimiter}'. Allowed: {Delimiters}."),
            Quote = quote is null ? null : Quote(quote) ?? throw new BadInputException($"quote can't be '{quote}'. Allowed: {Quotes}."),
            HeaderRow = headerRow is null or >= 1
            ? headerRow
            : throw new BadInputException(
                $"headerRow can't be {headerRow}. Allowed: a whole number from 1; a list without a header needs one."),
        };

    /// <summary>Adds what is said to a map, under the names of the options.</summary>
    public static void AddTo(IDictionary<string, string> map, LeadFileOptions options)
    {
        Add("encoding", options.Encoding);
        Add("sheet", options.Sheet);
        Add("delimiter", options.Delimiter?.ToString());
        Add("quote", options.Quote is '\0' ? "none" : options.Quote?.ToString());
        Add("header-row", options.HeaderRow?.ToString(CultureInfo.InvariantCulture));
        Add("input-format", options.Format);

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                map.Add(name, value);
            }
        }
    }

    /// <summary>What a map keeps.</summary>
    public static LeadFileOptions Of(IReadOnlyDictionary<string, string> map) =>
        new(map.GetValueOrDefault("encoding"), map.GetValueOrDefault("sheet"))
        {
            Delimiter = map.GetValueOrDefault("delimiter")?[0],
            Quote = map.GetValueOrDefault("quote") is { } quote ? Quote(quote) : null,
            HeaderRow = map.GetValueOrDefault("header-row") is { } row ? int.Parse(row, CultureInfo.InvariantCulture) : null,
            Format = map.GetValueOrDefault("input-format"),
        };

    private static string NameOf(char character, Dictionary<string, char> names) =>
        names.FirstOrDefault(name => name.Value == character).Key
            ?? (char.IsControl(character) ? $"U+{(int)character:X4}" : character.ToString());

    private static string? EncodingOf(string? name)
    {
        _ = name is null ? null : Csv.CsvEncoding.Named(name);
        return name;
    }

    private static string FormatOf(string name)
    {
        var format = name.TrimStart('.').ToLowerInvariant();
        _ = LeadFormat.Named(format);
        return format;
    }

    // The library that reads CSV knows no others.
    private static bool IsSign(char c) => char.IsAscii(c) && !char.IsLetterOrDigit(c);

    // U+001F is how messages write a character that can't be typed.
    private static char? Character(string text) => text.Length == 1 ? text[0]
        : text.StartsWith("U+", StringComparison.OrdinalIgnoreCase)
            && ushort.TryParse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code)
            ? (char)code
        : null;
}
