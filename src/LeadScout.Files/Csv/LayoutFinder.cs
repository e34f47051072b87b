using System.Collections.Immutable;
using System.Globalization;
using LeadScout.Messages;
using LeadScout.Questions;

namespace LeadScout.Files.Csv;

/// <summary>
/// Finds a CSV's layout from a sample of it: of the usual delimiters, the one that makes a regular table, from the first row or from behind
/// rows that can only be a preamble. Where several would do, or what stands before the table could be its header, it is refused with the
/// setting that settles it.
/// </summary>
/// <param name="file">For messages.</param>
/// <param name="options">What the user says.</param>
/// <param name="isTabFile">Whether the file's name says that tabs separate its fields.</param>
internal sealed class LayoutFinder(string file, LeadFileOptions options, bool isTabFile)
{
    private const string Usual = ",;\t|";
    private const string Unusual = "^~¦\u001F\u001E\u0001"; // in no text, so a table that they make is one
    private const char OtherQuote = '\'';
    private const int LongHeader = 10_000; // characters

    /// <summary>Finds it.</summary>
    /// <param name="text">The beginning of the file.</param>
    /// <param name="isAll">Whether it is the whole file.</param>
    /// <exception cref="BadInputException">Several layouts are possible, or the option names a row that is none.</exception>
    public CsvLayout Find(ReadOnlySpan<char> text, bool isAll)
    {
        var lineEnd = CsvDialect.LineEndOf(text);
        CheckLineEnd(text);
        var stated = Preamble.StatedDelimiter(text[..Math.Max(0, text.IndexOfAny('\r', '\n'))]);
        var delimiters = options.Delimiter is { } named ? $"{named}" : stated is { } said ? $"{said}" : Usual + Unusual;
        var quote = options.Quote ?? (BeginsInOtherQuotes(text, delimiters) ? OtherQuote : CsvDialect.UsualQuote);
        if (delimiters.Length == 1 && delimiters[0] == quote)
        {
            throw new BadInputException(
                $"'{file}': {CsvDialect.NameOf(quote)} can't both separate the columns and stand around a field. Say {Setting.Delimiter}, or {Setting.Quote.To("none")}.");
        }

        var samples = new List<CsvSample>();
        foreach (var delimiter in delimiters.Where(delimiter => delimiter != quote))
        {
            samples.Add(CsvSample.Of(text, isAll, new CsvDialect(delimiter, lineEnd, quote)));
        }

        var table = options.HeaderRow is { } row ? Chosen(samples.ConvertAll(sample => At(sample, row)), row - 1) : Found(samples, text);
        var layout = LayoutOf(table, text, isAll);
        return quote == CsvDialect.UsualQuote && UsesOtherQuote(table)
            ? new LayoutFinder(file, options with { Quote = OtherQuote }, isTabFile).Find(text, isAll)
            : layout;
    }

    private CsvLayout LayoutOf(LayoutCandidate table, ReadOnlySpan<char> text, bool isAll)
    {
        if (ListOptionText.Delimiter($"{table.Delimiter}") is null)
        {
            throw new BadInputException(
                $"'{file}': {table.Sample.Dialect.DelimiterName} separates its columns, or says that it does, which is not read. Save the list with a semicolon, a tab or another sign of ASCII in its place.");
        }

        var isDoubted = table.Width == 1 && options.Delimiter != '\t';
        if (isDoubted)
        {
            CheckLone(table, !isAll && text.Length > LongHeader && text[^1] != table.Sample.Dialect.LineEnd);
        }

        var before = table.Sample.Rows.Take(table.Header).ToArray();
        ImmutableArray<string> notes = before.Length == 0 ? [] : [Preamble.Note(before)];
        return new CsvLayout(
            table.Sample.Dialect, table.Header + 1, text.IsEmpty ? 0 : table.Sample.Rows[table.Header].Begin, notes, isDoubted);
    }

    private void CheckLone(LayoutCandidate table, bool isCut)
    {
        var rows = table.Sample.Rows.Skip(table.Header).Select(row => string.Join(table.Delimiter, row.Fields)).ToArray();
        if (rows.Length == 1 && isCut)
        {
            throw new BadInputException(
                "delimiter-unclear",
                $"'{file}': row {table.Header + 1} is longer than {rows[0].Length} characters, so that it can't be told what separates the columns. Delete it if it is no header, or say {Setting.Delimiter}.");
        }

        var lone = new LoneColumn(file, rows[0], table.Header + 1);
        foreach (var row in rows.Skip(1))
        {
            lone.See(row);
        }

        lone.Check();
    }

    private LayoutCandidate At(CsvSample sample, int row) => row <= sample.Rows.Count
        ? LayoutCandidate.At(sample, row - 1)
        : throw new BadInputException(
            "header-missing",
            $"'{file}' has no row {row} among those that a header is looked for in: {sample.Rows.Count} rows. Say the header's own row with {Setting.HeaderRow}, counted from 1 as a spreadsheet counts.");

    private LayoutCandidate Found(List<CsvSample> samples, ReadOnlySpan<char> text)
    {
        var first = FirstThatCounts(samples[0], text);
        if (samples[0].Rows.Count <= first)
        {
            return new LayoutCandidate(new CsvSample(samples[0].Dialect, [new CsvSample.Row(0, 0, [""])]), 0, 0, 0);
        }

        // Where a quote opens depends on the delimiter, and so does how many rows there are.
        var reaching = samples.FindAll(sample => sample.Rows.Count > first);
        var tables = reaching.ConvertAll(sample => LayoutCandidate.From(sample, first));
        if (tables.Where(table => table.IsRegular && table.Header == first).ToList() is { Count: > 0 } direct)
        {
            return Chosen(direct, first);
        }

        var behind = tables.Where(table => table.IsRegular && table.HasNames).ToList();
        if (behind.Count == 0)
        {
            return Chosen(reaching.ConvertAll(sample => LayoutCandidate.At(sample, first)), first);
        }

        var chosen = Chosen(behind, -1);
        return IsTrusted(chosen, first) ? chosen : throw Unsettled(chosen, first);
    }

    /// <summary>The first row that is not certain to be a preamble; the first of all, if every row is.</summary>
    private static int FirstThatCounts(CsvSample sample, ReadOnlySpan<char> text)
    {
        for (var row = 0; row < sample.Rows.Count; row++)
        {
            if (!Preamble.IsCertain(sample.Rows[row], text[sample.Rows[row].Begin..sample.Rows[row].End]) || row + 1 == sample.Rows.Count)
            {
                return sample.Rows[row].IsBlank ? sample.Rows.Count : row;
            }
        }

        return 0;
    }

    /// <summary>The best of several tables.</summary>
    /// <param name="tables">At least one.</param>
    /// <param name="row">Index of the row that is the header's in all of them; -1 where they differ.</param>
    private LayoutCandidate Chosen(List<LayoutCandidate> tables, int row)
    {
        var regular = tables.Where(table => table.IsRegular).ToList();
        var wide = regular.Count > 0 ? regular : tables.Where(table => table.Width > 1).ToList();
        if (wide.Count == 0)
        {
            return isTabFile && tables.Find(table => table.Delimiter == '\t') is { } lone ? lone : tables[0];
        }

        var ranked = wide.OrderByDescending(table => isTabFile && table.Delimiter == '\t')
            .ThenByDescending(table => table.Agreeing)
            .ThenByDescending(table => table.Width)
            .ToArray();
        var rival = ranked.Skip(1).FirstOrDefault(table => !IsClear(ranked[0], table));
        return rival is null ? ranked[0] : throw new BadInputException(
            "delimiter-unclear",
            $"'{file}' can be read in several ways: with a {CsvDialect.NameOf(ranked[0].Delimiter)} between the columns ({Names(ranked[0])}), or with a {CsvDialect.NameOf(rival.Delimiter)} ({Names(rival)}). "
            + $"Say which with {CsvDialect.Saying(ranked[0].Delimiter)} or {CsvDialect.Saying(rival.Delimiter)}{UserMessage.If(row < 0, $", and the header's row with {Setting.HeaderRow}")}.");
    }

    /// <summary>Whether a table is so much better than another that the other is no reading of the file.</summary>
    private bool IsClear(LayoutCandidate best, LayoutCandidate other) =>
        (isTabFile && best.Delimiter == '\t' && best.IsRegular)
        || other.Agreeing == 0
        || 2 * other.Agreeing <= best.Agreeing
        || (best.IsRegular && !other.IsRegular)
        || best.Width >= 3 * other.Width;

    /// <summary>
    /// Rows before a table are taken for titles where nothing else explains them: lone cells above a table of three columns or more, or of
    /// two whose header says more.
    /// </summary>
    private static bool IsTrusted(LayoutCandidate table, int first) =>
        table.Width > 2
            && table.Agreeing + (table.Width > 3 ? 1 : 0) > 1
            && Before(table, first).All(row => row.IsBlank || row.Filled == 1);

    private static IEnumerable<CsvSample.Row> Before(LayoutCandidate table, int first) => table.Sample.Rows.Take(table.Header).Skip(first);

    private BadInputException Unsettled(LayoutCandidate table, int first) => new(
        "header-unclear",
        $"'{file}': it can't be told which row is the header. Row {first + 1} is {Preamble.Shown(table.Sample.Rows[first])}; the rows from {table.Header + 1} on have {table.Width} columns "
        + $"with a {CsvDialect.NameOf(table.Delimiter)} between them, {Names(table)} first. Say {Setting.HeaderRow.To(table.Header + 1)} if these are the names, {Setting.HeaderRow.To(first + 1)} if that row is. "
        + $"If every line is one text, say {Setting.Delimiter.To("tab")}: the result is then separated by tabs.");

    private static string Names(LayoutCandidate table) =>
        string.Join(", ", table.Sample.Rows[table.Header].Fields.Take(4).Select(name => $"'{name.Trim()}'"))
            + (table.Width > 4 ? ", ..." : "");

    private bool UsesOtherQuote(LayoutCandidate table)
    {
        string[] filled = [.. table.Sample.Rows.Skip(table.Header).SelectMany(row => row.Fields).Where(field => field.Length > 0)];
        var quoted = filled.Count(field => field.Length > 1 && field[0] == OtherQuote && field[^1] == OtherQuote);
        return options.Quote is null && quoted > 2 && quoted * 5 >= filled.Length * 4;
    }

    /// <summary>Whether all cells of the first row stand in the other quotes: what is quoted may hold a delimiter further on.</summary>
    private static bool BeginsInOtherQuotes(ReadOnlySpan<char> text, string delimiters)
    {
        var end = text.IndexOfAny('\r', '\n');
        var line = end < 0 ? text : text[..end];
        if (line.Length < 3 || line[0] != OtherQuote || line[^1] != OtherQuote)
        {
            return false;
        }

        foreach (var delimiter in delimiters)
        {
            if (line.Contains($"'{delimiter}'", StringComparison.Ordinal) && line.Count(delimiter) == line.Count($"'{delimiter}'"))
            {
                return true;
            }
        }

        return false;
    }

    private void CheckLineEnd(ReadOnlySpan<char> text)
    {
        var first = text.IndexOf('\r');
        if (first >= 0 && text[first..].StartsWith("\r\r\n") && text[..first].IndexOf('\n') < 0)
        {
            throw new BadInputException(
                $"'{file}': lines end with two carriage returns and a line feed (\\r\\r\\n), as when Windows line ends are converted to Windows line ends once more. "
                + "Every second line would be blank. Convert them, for instance with: sed 's/\\r*$/\\r/', or export the list again.");
        }
    }
}
