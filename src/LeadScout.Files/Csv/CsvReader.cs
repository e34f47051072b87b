using System.Globalization;
using System.Text;
using LeadScout.Jobs;
using Sylvan.Data.Csv;

namespace LeadScout.Files.Csv;

/// <summary>
/// Streams a CSV's leads. Of a list with several columns, a line with nothing in it is no lead: it passes through to the output where it stands.
/// In a list of one column it is a lead with a blank value. Values become strings only when asked for.
/// </summary>
internal sealed class CsvReader : ILeadReader
{
    // A row must fit into the buffer, which starts small and grows to this; a quote that never closes stops here in a huge file.
    private const int LongestRow = 32 * 1024 * 1024;

    private readonly string _file;
    private readonly CsvDialect _dialect;
    private readonly CsvDataReader _csv;
    private readonly StringBuilder _blankLines = new();
    private long _line = 1; // in the file, where the record at hand begins
    private long _nextLine = 1;

    private CsvReader(string file, CsvEncoding encoding, CsvText text)
    {
        _file = file;
        Encoding = encoding;
        _dialect = CsvDialect.Of(text.Head);
        Columns = [];
        try
        {
            _csv = CsvDataReader.Create(text, OptionsFor(_dialect));
        }
        catch (Exception e) when (Located(e) is { } located)
        {
            throw located;
        }

        HeaderRecord = Next() ? _csv.GetRawRecordSpan().ToString() : throw new BadInputException($"'{file}' is empty. {Header.Wanted}");
        CheckHeaderLine();
        Columns = Header.Named([.. Enumerable.Range(0, _csv.RowFieldCount).Select(_csv.GetString)]);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns { get; }

    /// <inheritdoc/>
    public long Row { get; private set; }

    /// <summary>The file's encoding.</summary>
    public CsvEncoding Encoding { get; }

    /// <summary>The delimiter between fields.</summary>
    public char Delimiter => _dialect.Delimiter;

    /// <summary>The header as it stands in the file, line end included.</summary>
    public string HeaderRecord { get; }

    /// <summary>The current lead as it stands in the file, line end included; valid until the next read.</summary>
    public ReadOnlySpan<char> Record => AtEnd ? [] : _csv.GetRawRecordSpan();

    /// <summary>The blank lines between the lead before and the current one, or at the end those after the last.</summary>
    public ReadOnlySpan<char> BlankLines => _blankLines.Length == 0 ? [] : _blankLines.ToString();

    /// <summary>Whether every lead was read.</summary>
    public bool AtEnd { get; private set; }

    /// <summary>Opens a CSV at its first lead.</summary>
    public static CsvReader Open(string path, string? encodingName)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        try
        {
            Span<byte> head = stackalloc byte[3];
            var read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            var encoding = CsvEncoding.Of(head[..read], encodingName, path);
            return new CsvReader(path, encoding, new CsvText(stream, encoding));
        }
        catch
        {
            stream.Dispose();
            throw;
        }
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
            CheckFieldCount();
            return true;
        }

        AtEnd = true;
        return Row > 0 ? false : throw new BadInputException($"'{_file}' has a header and no rows. {Header.Wanted}");
    }

    /// <inheritdoc/>
    public ReadOnlySpan<char> Value(int column) => _csv.GetFieldSpan(column);

    /// <inheritdoc/>
    public void Dispose() => _csv.Dispose();

    private static CsvDataReaderOptions OptionsFor(CsvDialect dialect) => new()
    {
        HasHeaders = false, // the header is read as a record, to have it as it stands in the file
        Delimiter = dialect.Delimiter,
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
        var inside = record[..^CsvRecord.LineEndLength(record, _dialect)];
        if (!inside.ContainsAny('\r', '\n'))
        {
            return true;
        }

        _nextLine += inside.Count(_dialect.LineEnd);
        if (CsvRecord.HasUnquotedBreak(record, _dialect))
        {
            throw new BadInputException(
                $"{Place(Row + 1)}: a lone {(_dialect.Stray == '\r' ? "carriage return" : "line feed")} stands outside quotes, where the file's other lines end otherwise. "
                + "Put the field in quotes, or give all lines the same end.");
        }

        return true;
    }

    private void CheckFieldCount()
    {
        var (fields, wanted) = (_csv.RowFieldCount, Columns.Count);
        if (fields == wanted)
        {
            return;
        }

        var missing = fields < wanted ? $", so '{Columns[fields]}' is missing" : "";
        throw new BadRowException(
            string.Create(CultureInfo.InvariantCulture, $"{Place(Row)} has {fields} {(fields == 1 ? "field" : "fields")}, the header has {wanted}{missing} (delimiter: {_dialect.DelimiterName})"),
            $"A field that holds a {_dialect.DelimiterName} must stand in quotes. Mend the row; nothing was changed or paid for.");
    }

    private void CheckHeaderLine()
    {
        var header = CsvRecord.Body(HeaderRecord).Trim();
        if (header.IsEmpty)
        {
            throw new BadInputException($"'{_file}' begins with a blank line. The header must be the first line; delete what is before it.");
        }

        if (header.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && header.Length <= 5)
        {
            throw new BadInputException($"'{_file}' begins with the line '{header}', which only Excel knows. Delete it: the delimiter is found without.");
        }
    }

    /// <summary>A fault of the text or of the quoting, with its place; null for anything else, such as a broken disk.</summary>
    private BadInputException? Located(Exception fault) => fault switch
    {
        CsvTextFault f => new BadInputException(
            string.Create(CultureInfo.InvariantCulture, $"{Place(Row + 1)}: the byte at offset {f.Offset} {f.What}. {f.Advice}"), f),
        CsvRecordTooLargeException => new BadInputException(
            string.Create(CultureInfo.InvariantCulture, $"{Place(Row + 1)} is longer than {LongestRow} characters: most likely a quote opens in it and never closes. ")
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
