using System.Globalization;
using System.Text;
using LeadScout.Classifiers;
using LeadScout.Files.Disk;
using LeadScout.Files.Trails;
using LeadScout.Jobs.Lists;
using LeadScout.Messages;
using LeadScout.Questions;
using Sylvan.Data.Csv;

namespace LeadScout.Files.Csv;

/// <summary>
/// Streams a CSV's leads. Of a list with several columns, a line with nothing in it is no lead: it passes through to the output where it
/// stands. In a list of one column it is a lead with a blank value. Values become strings only when asked for.
/// </summary>
internal sealed class CsvReader : IRangedReader
{
    // A row must fit into the buffer, which starts small and grows to this; a quote that never closes stops here in a huge file.
    private const int LongestRow = 32 * 1024 * 1024;
    private const char ByteOrderMark = '\uFEFF';

    private readonly string _file;
    private readonly CsvLayout _layout;
    private readonly CsvDataReader _csv;
    private readonly StringBuilder _blankLines = new();
    private readonly LoneColumn? _lone; // null where nobody doubts that it is one
    private long _line; // in the file, where the record at hand begins
    private long _nextLine;

    private CsvReader(string file, CsvEncoding encoding, HashedStream bytes, CsvText text, CsvLayout layout)
    {
        (_file, Encoding, Bytes, _layout) = (file, encoding, bytes, layout);
        Preamble = text.Head[..layout.HeaderBegin].ToString();
        _line = _nextLine = 1 + Preamble.AsSpan().Count(Dialect.LineEnd);
        text.Skip(layout.HeaderBegin);
        Columns = [];
        try
        {
            _csv = CsvDataReader.Create(text, OptionsFor(Dialect));
        }
        catch (Exception e) when (Located(e) is { } located)
        {
            throw located;
        }

        HeaderRecord = Next() ? _csv.GetRawRecordSpan().ToString() : throw new BadInputException($"'{file}' is empty. {Header.Wanted}");
        CheckHeader();
        Columns = Header.Named([.. Enumerable.Range(0, _csv.RowFieldCount).Select(_csv.GetString)]);
        _lone = layout.IsDoubted ? new LoneColumn(file, _csv.GetString(0), layout.HeaderRow) : null;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns { get; }

    /// <inheritdoc/>
    public long Row { get; private set; }

    /// <inheritdoc/>
    string ILeadReader.Dialect => string.Create(
        CultureInfo.InvariantCulture,
        $"CSV, {(Columns.Count == 1 ? "one column" : $"delimiter {Dialect.DelimiterName}")}{QuoteWords}, {Encoding.Words}, header in row {_layout.HeaderRow}");

    /// <inheritdoc/>
    public ListLayout Layout => new("csv")
    {
        Delimiter = Columns.Count == 1 ? null : ListOptionText.DelimiterName(Dialect.Delimiter),
        Quote = ListOptionText.QuoteName(Dialect.Quote),
        Encoding = Encoding.Encoding.WebName,
        HeaderRow = _layout.HeaderRow,
    };

    /// <inheritdoc/>
    public IReadOnlyList<string> Notes => _layout.Notes;

    /// <summary>The file's encoding.</summary>
    public CsvEncoding Encoding { get; }

    /// <summary>How fields and rows are separated.</summary>
    public CsvDialect Dialect => _layout.Dialect;

    /// <summary>What stands before the header, as it stands in the file.</summary>
    public string Preamble { get; }

    /// <summary>The header as it stands in the file, line end included.</summary>
    public string HeaderRecord { get; }

    /// <summary>The current lead as it stands in the file, line end included; valid until the next read.</summary>
    public ReadOnlySpan<char> Record => AtEnd ? [] : _csv.GetRawRecordSpan();

    /// <summary>The blank lines between the lead before and the current one, or at the end those after the last.</summary>
    public ReadOnlySpan<char> BlankLines => _blankLines.Length == 0 ? [] : _blankLines.ToString();

    /// <summary>Whether every lead was read.</summary>
    public bool AtEnd { get; private set; }

    /// <inheritdoc/>
    public bool HasRanges => Encoding.Encoding is UTF8Encoding or UnicodeEncoding or UTF32Encoding || Encoding.Encoding.IsSingleByte; // in others a character's bytes may depend on those before

    /// <inheritdoc/>
    public LeadRange? HeaderRange
    {
        get
        {
            var range = RangeOf(Preamble, HeaderRecord);
            return range with { Before = Encoding.PreambleLength + range.Before };
        }
    }

    /// <inheritdoc/>
    public LeadRange Range => RangeOf(BlankLines, Record);

    /// <inheritdoc/>
    public int EndLength => BytesOf(BlankLines);

    /// <inheritdoc/>
    public HashedStream Bytes { get; }

    /// <inheritdoc/>
    public string Name => _file;

    private string QuoteWords => Dialect.Quote switch
    {
        CsvDialect.UsualQuote => "",
        CsvDialect.NoQuote => ", no quotes",
        var quote => $", quote {quote}",
    };

    /// <summary>Finds out how a CSV is written.</summary>
    /// <returns>Opens it at its first lead.</returns>
    public static Func<ILeadReader> Prepare(ListSource source, LeadFileOptions options)
    {
        var found = new Lazy<(CsvEncoding Encoding, CsvLayout Layout)>(() =>
        {
            var encoding = CsvEncoding.Of(source.Head(CsvText.ChunkSize), options.Encoding, source.Name, source.Open);
            using var text = new CsvText(source.Open(), encoding);
            return (encoding, new LayoutFinder(source.Name, options, source.IsNamed(".tsv")).Find(text.Head, text.HeadIsAll));
        });
        return () =>
        {
            var (encoding, layout) = found.Value;
            var bytes = new HashedStream(source.Open());
            var text = new CsvText(bytes, encoding);
            try
            {
                return new CsvReader(source.Name, encoding, bytes, text, layout);
            }
            catch
            {
                text.Dispose();
                throw;
            }
        };
    }

    /// <inheritdoc/>
    public bool Read()
    {
        if (AtEnd)
        {
            return false;
        }

        _blankLines.Clear();
        while (Next())
        {
            var record = _csv.GetRawRecordSpan();
            if (Columns.Count > 1 && CsvRecord.Body(record).IsEmpty)
            {
                _blankLines.Append(record);
                continue;
            }

            Row++;
            CheckRow(record);
            _lone?.See(_csv.GetFieldSpan(0));
            return true;
        }

        AtEnd = true;
        _lone?.Check();
        return Row > 0 ? false : throw new BadInputException($"'{_file}' has a header and no rows. {Header.Wanted}");
    }

    /// <inheritdoc/>
    public ReadOnlySpan<char> Value(int column) => _csv.GetFieldSpan(column);

    /// <inheritdoc/>
    public IAddedCells CellsOf(IReadOnlyList<AddedColumn> added) => new CsvCells(Dialect, Encoding.Encoding);

    /// <inheritdoc/>
    public void Dispose() => _csv.Dispose();

    private LeadRange RangeOf(ReadOnlySpan<char> before, ReadOnlySpan<char> record)
    {
        var body = CsvRecord.Body(record);
        return new LeadRange(BytesOf(before), BytesOf(body), BytesOf(record[body.Length..]));
    }

    private int BytesOf(ReadOnlySpan<char> text) => text.IsEmpty ? 0 : Encoding.Encoding.GetByteCount(text);

    private static CsvDataReaderOptions OptionsFor(CsvDialect dialect) => new()
    {
        HasHeaders = false, // the header is read as a record, to have it as it stands in the file
        Delimiter = dialect.Delimiter,
        Quote = dialect.Quote,
        Escape = dialect.Quote, // doubled inside
        Comment = '\0', // a lead may begin with '#'; a NUL never gets here
        BufferSize = 2 * CsvText.ChunkSize, // more than the head, so that both look at the same first line break
        MaxBufferSize = LongestRow,
        OwnsReader = true,
    };

    private bool Next()
    {
        _line = _nextLine;
        try
        {
            if (!_csv.Read())
            {
                return false;
            }
        }
        catch (Exception e) when (Located(e) is { } located)
        {
            throw located;
        }

        var record = _csv.GetRawRecordSpan();
        _nextLine++;
        var inside = record[..^CsvRecord.LineEndLength(record, Dialect)];
        if (!inside.ContainsAny('\r', '\n'))
        {
            return true;
        }

        _nextLine += inside.Count(Dialect.LineEnd);
        if (CsvRecord.HasUnquotedBreak(record, Dialect))
        {
            throw StrayBreak(record);
        }

        return true;
    }

    private BadRowException StrayBreak(ReadOnlySpan<char> record)
    {
        var (place, advice) = (Place(++Row), "Put the field in quotes, or give all lines the same end.");
        return record.EndsWith("\r") && Dialect.LineEnd == '\n'
            ? new BadRowException(
                $"{place}: a lone carriage return stands outside quotes, or one too many before the line's end, where the file's other lines end otherwise",
                advice)
            : new BadRowException($"{place}: a lone {(Dialect.Stray == '\r' ? "carriage return" : "line feed")} stands outside quotes, where the file's other lines end otherwise",
            advice);
    }

    private void CheckRow(ReadOnlySpan<char> record)
    {
        if (!record.IsEmpty && record[0] == ByteOrderMark)
        {
            throw new BadRowException(
                $"{Place(Row)} begins with a byte order mark, which belongs to the beginning of a file",
                "Were several files put together? Delete the mark, and the header that may stand behind it.");
        }

        if (NoLead(CsvRecord.Body(record)) is var (what, advice))
        {
            throw new BadRowException($"{Place(Row)} {what}", advice);
        }

        var (fields, wanted) = (_csv.RowFieldCount, Columns.Count);
        if (fields == wanted)
        {
            return;
        }

        var missing = fields < wanted ? $", so '{Columns[fields]}' is missing" : "";
        throw new BadRowException(
            string.Create(CultureInfo.InvariantCulture, $"{Place(Row)} has {fields} {(fields == 1 ? "field" : "fields")}, the header has {wanted}{missing} (delimiter: {Dialect.DelimiterName})"),
            $"A field that holds a {Dialect.DelimiterName} must stand in quotes{UserMessage.If(wanted == 1, $"; if every line is one text, say {Setting.Delimiter.To("tab")}")}. Mend the row; nothing was changed or paid for.");
    }

    /// <summary>What a row is that programs write among the leads and that is none; null for a lead.</summary>
    private (string What, UserMessage Advice)? NoLead(ReadOnlySpan<char> body) => body switch
    {
        "\u001A" => ("is the mark (Ctrl-Z) with which old programs end a file", "Delete it."),
        _ when Columns.Count > 1 && body.SequenceEqual(CsvRecord.Body(HeaderRecord)) =>
            ("is the header once more", "Were several files put together? Delete it."),
        _ when Row == 1 && body.Count('-') > 2 && body.IndexOfAnyExcept(RuleOf(Dialect)) < 0 =>
            ("is a line that is drawn below the header", "Delete it."),
        _ when Row < 3 && _csv.GetFieldSpan(0).StartsWith("{\"ImportId\"") => (
            "holds a survey program's ids of its questions",
            UserMessage.Of(
                $"The row above it has their words, and neither is a lead. Delete both, or say {Setting.HeaderRow.To(_layout.HeaderRow + Row)}, which keeps them and calls the columns by these ids.")),
        _ => null,
    };

    private static string RuleOf(CsvDialect dialect) => $"-=+: \"{dialect.Delimiter}";

    private void CheckHeader()
    {
        var header = CsvRecord.Body(HeaderRecord).Trim();
        if (header.IsEmpty)
        {
            throw new BadInputException(
                "header-empty",
                $"'{_file}': the header, row {_layout.HeaderRow}, is blank. {Header.Wanted} Say the header's own row with {Setting.HeaderRow}.");
        }

        if (header[0] == ByteOrderMark)
        {
            throw new BadInputException(
                $"'{_file}', header: it begins with a second byte order mark, which would be part of a column's name. Delete it, or save the list again as UTF-8.");
        }
    }

    /// <summary>A fault of the text or of the quoting, with its place; null for anything else, such as a broken disk.</summary>
    private BadInputException? Located(Exception fault) => fault switch
    {
        CsvTextFault f => new BadInputException(
            "text-unreadable", $"{Place(Row + 1)}: the byte at offset {f.Offset} {f.What}. {f.Advice}", f),
        CsvRecordTooLargeException => new BadInputException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Place(Row + 1)} is longer than {LongestRow} characters: most likely a quote opens in it and never closes. ")
            + "Close it, or write a quote that belongs to the text twice, in a field in quotes.",
            fault),
        CsvFormatException f => new BadInputException($"{Place(Row + 1)}{FieldName(f.FieldOrdinal)}: {QuoteFault(f)}", f),
        _ => null,
    };

    private static string QuoteFault(CsvFormatException fault) =>
        fault.Message.Contains("without a closing quote", StringComparison.Ordinal)
            ? "a quote opens here and never closes. Close it, or write a quote that belongs to the text twice, in a field in quotes."
            : "a quote is closed and more text follows before the delimiter. Write a quote that belongs to the text twice, "
                + "and see whether a quote that opens in this row is ever closed.";

    private string FieldName(int field) => field < Columns.Count ? $", column '{Columns[field]}'" : "";

    private string Place(long row) => Columns.Count == 0
        ? $"'{_file}', header"
        : string.Create(CultureInfo.InvariantCulture, $"'{_file}', row {row} (line {_line})");
}
