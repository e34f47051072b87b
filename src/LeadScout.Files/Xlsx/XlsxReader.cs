using System.Globalization;
using System.IO.Compression;
using System.Xml;
using LeadScout.Jobs;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace LeadScout.Files.Xlsx;

/// <summary>
/// Streams a sheet's leads; the header is its first row. Of a list with several columns, a row with nothing in it is no lead: it stays in the output
/// where it is.
/// </summary>
internal sealed class XlsxReader : ILeadReader
{
    private readonly IEnumerator<dynamic> _rows;
    private readonly string[] _letters;
    private IDictionary<string, object?> _cells = new Dictionary<string, object?>();

    private XlsxReader(string path, XlsxSheet sheet, IEnumerator<dynamic> rows)
    {
        (Path, Sheet, _rows) = (path, sheet, rows);
        var header = NextRow() ? Header() : [];
        if (header.Count == 0)
        {
            throw new BadInputException($"'{path}', sheet '{sheet.Name}': the first row is empty, and it must be the header. {Files.Header.Wanted}");
        }

        if (header.Any(string.IsNullOrWhiteSpace) && MergedHeaderCells() is { } merged)
        {
            throw new BadInputException($"'{path}', sheet '{sheet.Name}': the header cells {merged} are merged. Unmerge them and give every column a name.");
        }

        Columns = Files.Header.Named(header);
        _letters = [.. Enumerable.Range(0, Columns.Count).Select(CellReference.Letters)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns { get; }

    /// <inheritdoc/>
    public long Row { get; private set; }

    /// <summary>The workbook's path.</summary>
    public string Path { get; }

    /// <summary>The sheet that is read.</summary>
    public XlsxSheet Sheet { get; }

    /// <summary>The current row in the sheet, from 1, the header being one.</summary>
    public int SheetRow { get; private set; }

    /// <summary>Whether every lead was read.</summary>
    public bool AtEnd { get; private set; }

    /// <summary>Opens a workbook at the first lead of a sheet.</summary>
    public static XlsxReader Open(string path, string? sheetName)
    {
        var stream = XlsxPackage.OpenFile(path);
        try
        {
            XlsxSheet sheet;
            using (var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true))
            {
                sheet = XlsxPackage.SheetOf(path, zip, sheetName);
            }

            stream.Position = 0;
            var settings = new OpenXmlConfiguration { EnableSharedStringCache = false }; // a cache is a file of personal data in the temporary folder
            var rows = stream.Query(useHeaderRow: false, sheet.Name, ExcelType.XLSX, "A1", settings).GetEnumerator();
            return new XlsxReader(path, sheet, rows);
        }
        catch (Exception e) when (e is InvalidDataException or XmlException)
        {
            stream.Dispose();
            throw Damaged(path, e);
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
        while (!AtEnd && NextRow())
        {
            CheckWidth();
            if (Columns.Count == 1 || _cells.Values.Any(v => v is not null))
            {
                Row++;
                return true;
            }
        }

        AtEnd = true;
        return Row > 0 ? false : throw new BadInputException($"'{Path}', sheet '{Sheet.Name}' has a header and no rows. {Files.Header.Wanted}");
    }

    /// <inheritdoc/>
    public ReadOnlySpan<char> Value(int column) => CellText.Of(_cells.TryGetValue(_letters[column], out var value) ? value : null, Sheet.Dates1904);

    /// <inheritdoc/>
    public void Dispose() => _rows.Dispose();

    private static BadInputException Damaged(string path, Exception cause) =>
        new($"'{path}' is damaged: {cause.Message} Open it in Excel, which may repair it, and save it again.", cause);

    private bool NextRow()
    {
        try
        {
            if (!_rows.MoveNext())
            {
                return false;
            }
        }
        catch (Exception e) when (e is InvalidDataException or XmlException)
        {
            throw Damaged(Path, e);
        }

        _cells = (IDictionary<string, object?>)_rows.Current;
        SheetRow++;
        return true;
    }

    private List<string> Header()
    {
        var cells = new List<string>();
        foreach (var (letters, value) in _cells)
        {
            var column = CellReference.Column(letters);
            if (CellText.Of(value, Sheet.Dates1904) is { Length: > 0 } name)
            {
                cells.AddRange(Enumerable.Repeat("", Math.Max(0, column + 1 - cells.Count)));
                cells[column] = name;
            }
        }

        return cells;
    }

    private void CheckWidth()
    {
        if (_cells.Count <= Columns.Count)
        {
            return;
        }

        foreach (var (letters, value) in _cells)
        {
            if (value is not null && CellReference.Column(letters) >= Columns.Count)
            {
                throw new BadInputException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"'{Path}', sheet '{Sheet.Name}', row {Row + 1}: cell {letters}{SheetRow} has a value, but column {letters} has no name in the header. Give it one, or empty the cell."));
            }
        }
    }

    private string? MergedHeaderCells()
    {
        using var zip = ZipFile.OpenRead(Path);
        using var xml = XlsxPackage.XmlOf(zip.GetEntry(Sheet.Part)!.Open());
        while (xml.Read())
        {
            if (xml.LocalName == "mergeCell" && xml.GetAttribute("ref") is { } range && CellReference.Row(range.Split(':')[0]) is "1")
            {
                return range;
            }
        }

        return null;
    }
}
