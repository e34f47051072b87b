using System.Globalization;
using System.Text.RegularExpressions;

namespace LeadScout.Files.Csv;

/// <summary>What exporting programs write before the header of a CSV.</summary>
internal static partial class Preamble
{
    private const int LongestShown = 40;
    private const int LongestBanner = 200;

    /// <summary>The delimiter that a line such as <c>sep=;</c> states, which Excel reads; null for any other line.</summary>
    public static char? StatedDelimiter(ReadOnlySpan<char> line)
    {
        var text = line.TrimEnd("\r\n").Trim('"');
        return text.Length is 5 or 4 && text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase)
            ? text.Length == 5
            ? text[4]
            : '\t'
            : null;
    }

    /// <summary>
    /// Whether a row can be nothing but a preamble: nothing in it, a stated delimiter, the name of an encoding, or a sentence as programs
    /// write above what they export.
    /// </summary>
    public static bool IsCertain(CsvSample.Row row, ReadOnlySpan<char> line) =>
        row.IsBlank
            || StatedDelimiter(line) is not null
            || (row.Filled == 1 && IsBanner(row.Fields.First(field => !string.IsNullOrWhiteSpace(field)).Trim()));

    /// <summary>What is said about rows that are passed over.</summary>
    public static string Note(IReadOnlyList<CsvSample.Row> rows) => rows.Count == 1
        ? $"Row 1 stands before the header and is passed over: {Shown(rows[0])}."
        : string.Create(CultureInfo.InvariantCulture, $"Rows 1 to {rows.Count} stand before the header and are passed over: {string.Join(", ", rows.Where(row => !row.IsBlank).Take(3).Select(Shown).DefaultIfEmpty("blank"))}{(rows.Count(row => !row.IsBlank) > 3 ? ", ..." : "")}.");

    /// <summary>A row as messages show it: its beginning.</summary>
    public static string Shown(CsvSample.Row row)
    {
        var text = string.Join(' ', row.Fields.Select(field => field.Trim()).Where(field => field.Length > 0)).ReplaceLineEndings(" ");
        return text.Length == 0 ? "blank" : $"'{(text.Length > LongestShown ? text[..LongestShown] + "..." : text)}'";
    }

    private static bool IsBanner(string text) =>
        text.Length <= LongestBanner && (EncodingName().IsMatch(text) || Exported().IsMatch(text) || Comment().IsMatch(text));

    [GeneratedRegex(@"^(utf-?(8|16|32)(-?(le|be|bom|sig))?|unicode|ascii|us-ascii|ansi|latin-?1|iso-?8859-?\d+|windows-?125\d|cp-?\d{3,5}|shift_?jis|gb(k|2312|18030)|big5|euc-(jp|kr))$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EncodingName();

    // "Report generated 2026-01-31", "Exported by ...", "Erstellt am 31.01.2026", "Généré le ...": a word of exporting with a date, a time
    // or a colon beside it.
    [GeneratedRegex(@"^(?=.*(\d|:)).*\b(report|export(ed)?|generated|created|printed|downloaded|as of|date|page|filters?|filtered|period|bericht|erstellt|exportiert|stand|zeitraum|rapport|généré|créé|imprimé|date du|informe|generado|creado|fecha|relatório|gerado|rapporto|generato|data)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Exported();

    [GeneratedRegex(@"^(#|//|--|;;|/\*|\*\*)", RegexOptions.CultureInvariant)]
    private static partial Regex Comment();
}
