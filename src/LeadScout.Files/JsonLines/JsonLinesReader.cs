using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using LeadScout.Files.Disk;
using LeadScout.Files.Trails;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;

namespace LeadScout.Files.JsonLines;

/// <summary>
/// Streams the leads of a JSON Lines file: a JSON object a line, UTF-8. Its columns are the names of all records' properties in the order
/// in which they first stand; a record need not have all of them. A blank line is no lead: it passes through to the output where it stands.
/// </summary>
internal sealed class JsonLinesReader : IRangedReader
{
    private const int MostColumns = 5000;

    private readonly string _file;
    private readonly JsonPieces _lines;
    private readonly JsonRecord _record;
    private readonly MemoryStream _blankLines = new();
    private readonly int _mark;

    private JsonLinesReader(ListSource source, List<string> names, int mark)
    {
        (_file, Columns, _mark) = (source.Name, Header.Named(names), mark);
        var isArray = IsArray(source);
        Bytes = new HashedStream(source.Open());
        _lines = isArray ? new JsonArray(Bytes) : new ByteLines(Bytes);
        _record = new JsonRecord([.. names.Select(Encoding.UTF8.GetBytes)]);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns { get; }

    /// <inheritdoc/>
    public long Row { get; private set; }

    /// <inheritdoc/>
    public ListLayout Layout => new(_lines is JsonArray ? "json" : "jsonl");

    /// <inheritdoc/>
    public string Dialect => _lines is JsonArray ? "JSON, an array of records" : "JSON Lines";

    /// <summary>Whether every lead was read.</summary>
    public bool AtEnd { get; private set; }

    /// <summary>The blank lines between the lead before and the current one, or at the end those after the last.</summary>
    public ReadOnlySpan<byte> BlankLines => _blankLines.GetBuffer().AsSpan(0, (int)_blankLines.Length);

    /// <summary>The current lead up to its closing brace, as it stands in the file.</summary>
    public ReadOnlySpan<byte> Inside => _lines.Current[..(Mark + _record.End)];

    /// <summary>The current lead's closing brace and what is behind it, line end included.</summary>
    public ReadOnlySpan<byte> Closing => _lines.Current[(Mark + _record.End)..];

    /// <inheritdoc/>
    public bool HasRanges => true;

    /// <inheritdoc/>
    public LeadRange? HeaderRange => null;

    /// <inheritdoc/>
    public LeadRange Range => new(BlankLines.Length, Inside.Length, Closing.Length);

    /// <inheritdoc/>
    public int EndLength => BlankLines.Length;

    /// <inheritdoc/>
    public HashedStream Bytes { get; }

    /// <inheritdoc/>
    public string Name => _file;

    private int Mark => _lines is ByteLines && _lines.Line == 1 ? _mark : 0;

    private ReadOnlySpan<byte> Object => _lines.Current[Mark..];

    /// <summary>Finds the columns of a list.</summary>
    /// <returns>Opens it at its first lead.</returns>
    public static Func<ILeadReader> Prepare(ListSource source, LeadFileOptions options)
    {
        var found = new Lazy<(int Mark, List<string> Names)>(() =>
        {
            var mark = MarkOf(source);
            using var first = new JsonLinesReader(source, [], mark);
            return (mark, first.NamesOfAllRecords());
        });
        return () => new JsonLinesReader(source, found.Value.Names, found.Value.Mark);
    }

    /// <inheritdoc/>
    public bool Read()
    {
        if (AtEnd)
        {
            return false;
        }

        _blankLines.SetLength(0);
        while (NextLine())
        {
            _blankLines.Write(_lines.Between);
            if (IsBlank(Object))
            {
                _blankLines.Write(_lines.Current);
                continue;
            }

            Row++;
            if (!Utf8.IsValid(Object))
            {
                throw new BadRowException(
                    $"{Place} is not valid UTF-8, which JSON Lines are written in", "Save the file as UTF-8, or export it again.");
            }

            Parse();
            return true;
        }

        _blankLines.Write(_lines.Between);
        AtEnd = true;
        return Row > 0
            ? false
            : throw new BadInputException($"'{_file}' holds no record. A list in JSON Lines has a JSON object a line, one for every lead.");
    }

    /// <inheritdoc/>
    public ReadOnlySpan<char> Value(int column)
    {
        if (_record.IsTwice(column))
        {
            throw new BadRowException(
                $"{Place} has '{Columns[column]}' twice, and it can't be told which is meant", "Remove or rename one of them.");
        }

        try
        {
            return _record.Value(column, Object);
        }
        catch (InvalidOperationException e)
        {
            throw new BadRowException(
                $"{Place}, column '{Columns[column]}': the value has an escape such as \\ud83d that is half of a character",
                "Mend it, or empty the value.",
                e);
        }
    }

    /// <inheritdoc/>
    public IAddedCells CellsOf(IReadOnlyList<AddedColumn> added) => new JsonCells(added);

    /// <inheritdoc/>
    public void Dispose() => _lines.Dispose();

    private string Place => string.Create(CultureInfo.InvariantCulture, $"'{_file}', row {Row} (line {_lines.Line})");

    private static int MarkOf(ListSource source)
    {
        var path = source.Name;
        return source.Head(3) switch
        {
            [] => throw new BadInputException($"'{path}' is empty. A list in JSON Lines has a JSON object a line, one for every lead."),
            [0xEF, 0xBB, 0xBF] => 3,
            [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] =>
                throw new BadInputException($"'{path}' is written in UTF-16. JSON Lines are UTF-8: save it as UTF-8."),
            _ => 0,
        };
    }

    /// <summary>A file that begins with a bracket is an array, whatever it is called; any other has a record a line.</summary>
    private static bool IsArray(ListSource source) =>
        Encoding.UTF8.GetString(source.Head(1024)).AsSpan().TrimStart('\uFEFF').TrimStart().StartsWith('[');

    private static bool IsBlank(ReadOnlySpan<byte> line) => line.IndexOfAnyExcept(" \t\r\n"u8) < 0;

    private List<string> NamesOfAllRecords()
    {
        var (columns, known) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        var bad = new BadRows();
        while (bad.Next(this))
        {
            columns.AddRange(JsonRecord.NamesOf(Object).Where(known.Add));
            if (columns.Count > MostColumns)
            {
                throw new BadInputException(
                    $"{Place}: the records up to here have more than {MostColumns} properties by different names. Are the names data? Put what they say into a value, under one name.");
            }
        }

        if (columns.Count == 0)
        {
            bad.Refuse();
        }

        return columns.Count > 0
            ? columns
            : throw new BadInputException($"'{_file}': the records have no properties, so the list has no columns.");
    }

    private bool NextLine()
    {
        try
        {
            return _lines.Next();
        }
        catch (InvalidDataException e)
        {
            throw new BadInputException(
                string.Create(CultureInfo.InvariantCulture, $"'{_file}', row {Row + 1} (line {_lines.Line}) {e.Message}. JSON Lines have an object a line, a JSON array its objects between brackets."),
                e);
        }
    }

    private void Parse()
    {
        try
        {
            _record.Read(Object);
        }
        catch (JsonException e)
        {
            var at = e.BytePositionInLine is { } position
                ? string.Create(CultureInfo.InvariantCulture, $" at byte {position + 1} of the line")
                : "";
            throw new BadRowException(
                $"{Place} is not a JSON object{at}: {Reason(e)}",
                "JSON Lines have one whole object a line. Mend the line, or delete it.",
                e);
        }
    }

    // The place is said already, counted from the beginning of the line.
    private static string Reason(JsonException e) => e.Message.Split(" LineNumber:")[0].TrimEnd('.', ' ');
}
