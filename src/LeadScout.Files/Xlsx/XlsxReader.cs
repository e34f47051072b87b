using System.Globalization;
using LeadScout.Jobs.Lists;
using LeadScout.Messages;
using LeadScout.Questions;

namespace LeadScout.Files.Xlsx;

/// <summary>
/// Streams a sheet's leads, which stand below its header. Of a list with several columns, a row that shows nothing is no lead: it stays in
/// the output where it is, as does a table's row of totals.
/// </summary>
internal sealed class XlsxReader : ILeadReader
{
    private const int FewestAdded = 3; // by one question

    private readonly XlsxPackage _package;
    private readonly SheetRows _rows;
    private readonly int? _totals;
    private SharedStrings? _texts;
    private int _blankUntil; // of a list with one column: the row that was read ahead, while blank leads come before it
    private bool _atEnd;

    private XlsxReader(XlsxPackage package, LeadFileOptions options)
    {
        _package = package;
        Workbook = new XlsxWorkbook(package);
        Sheet = SheetChoice.Of(package, Workbook, options.Sheet);
        Tables = SheetTable.Of(package, Sheet.Part);
        Styles = CellStyles.Read(package, Workbook.Only("styles"));
        _rows = new SheetRows(package.Xml(Sheet.Part));
        var hasRow = _rows.Read();
        var header = SheetHeader.Of(options.HeaderRow, hasRow ? _rows.Row : 0, _rows.Filled.Count, Tables, FilterNames.Of(Workbook, Sheet));
        while (hasRow && _rows.Row < header.Row)
        {
            hasRow = _rows.Read();
        }

        var cells = hasRow && _rows.Row == header.Row ? HeaderCells() : [];
        if (cells.Count == 0)
        {
            throw header.Empty(Place, options.HeaderRow is not null, hasRow && ShowsAnything() ? _rows.Row : 0);
        }

        HeaderRow = SheetRow = header.Row;
        if (cells.Any(string.IsNullOrWhiteSpace) && MergedHeaderCells() is { } merged)
        {
            throw new BadInputException($"{Place}: the header cells {merged} are merged. Unmerge them and give every column a name.");
        }

        Columns = Header.Named(cells);
        _totals = Tables.FirstOrDefault(
            table => table.HasHeader && table.Range.First.Row == HeaderRow && table.TotalsRow is not null)?.TotalsRow;
        Notes = NotesOf(header);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns { get; }

    /// <inheritdoc/>
    public long Row { get; private set; }

    /// <inheritdoc/>
    public string Dialect => string.Create(CultureInfo.InvariantCulture, $"XLSX, sheet '{Sheet.Name}', header in row {HeaderRow}");

    /// <inheritdoc/>
    public ListLayout Layout => new("xlsx") { Sheet = Sheet.Name, HeaderRow = HeaderRow };

    /// <inheritdoc/>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The workbook's path.</summary>
    public string Path => _package.Path;

    /// <summary>How its cells show numbers.</summary>
    public CellStyles Styles { get; }

    /// <summary>What the workbook says.</summary>
    public XlsxWorkbook Workbook { get; }

    /// <summary>The sheet that is read.</summary>
    public XlsxSheet Sheet { get; }

    /// <summary>Its tables.</summary>
    public IReadOnlyList<SheetTable> Tables { get; }

    /// <summary>The header's row in the sheet, from 1.</summary>
    public int HeaderRow { get; }

    /// <summary>The current row in the sheet, from 1.</summary>
    public int SheetRow { get; private set; }

    private string Place => $"'{Path}', sheet '{Sheet.Name}'";

    /// <summary>Opens a workbook at the first lead of a sheet.</summary>
    public static XlsxReader Open(string path, LeadFileOptions options)
    {
        var package = XlsxPackage.Open(path);
        try
        {
            return XlsxFile.Guard(path, () => new XlsxReader(package, options));
        }
        catch
        {
            package.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Reads every part to its end, as writing will, so that what is damaged is found before anything is paid, also behind the leads of a
    /// trial.
    /// </summary>
    /// <exception cref="BadInputException">A part is damaged, or there is no room for added columns.</exception>
    public static void Check(string path, LeadFileOptions options)
    {
        using var reader = Open(path, options);
        XlsxFile.Guard(path, () =>
        {
            reader._package.CheckParts(but: reader.Sheet.Part);
            while (reader._rows.Read())
            {
            }

            reader.CheckRoom();
            return true;
        });
    }

    /// <inheritdoc/>
    public bool Read() => XlsxFile.Guard(Path, ReadLead);

    /// <inheritdoc/>
    public ReadOnlySpan<char> Value(int column) => SheetRow < _blankUntil ? "" : Shown(_rows[column]);

    /// <inheritdoc/>
    public bool IsUncomputed(int column) => SheetRow >= _blankUntil && _rows[column] is { Exists: true, HasValue: false };

    /// <inheritdoc/>
    public void Dispose()
    {
        _rows.Dispose();
        _texts?.Dispose();
        _package.Dispose();
    }

    private string[] NotesOf(SheetHeader header)
    {
        var notes = new List<string>();
        if (header.Note is { } note)
        {
            notes.Add(note);
        }

        if (_totals is { } totals)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"Row {totals} has the totals of a table and is no lead."));
        }

        if (_package.Signatures().Any())
        {
            notes.Add("The workbook is signed, which holds for its own bytes: the result is not.");
        }

        return [.. notes];
    }

    private bool ReadLead()
    {
        while (!_atEnd)
        {
            if (SheetRow < _blankUntil)
            {
                SheetRow++;
            }
            else if (!NextFilledRow())
            {
                break;
            }

            Row++;
            return true;
        }

        _atEnd = true;
        return Row > 0 ? false : throw new BadInputException($"{Place} has a header and no rows. {Header.Wanted}");
    }

    /// <summary>Goes to the next row that shows anything. Of a list with one column, the blank rows before it are leads, too.</summary>
    private bool NextFilledRow()
    {
        while (_rows.Read())
        {
            if (_rows.Row == _totals)
            {
                continue;
            }

            CheckWidth();
            if (!ShowsAnything())
            {
                continue;
            }

            (SheetRow, _blankUntil) = Columns.Count == 1 ? (SheetRow + 1, _rows.Row) : (_rows.Row, 0);
            return true;
        }

        CheckRoom();
        return false;
    }

    private bool ShowsAnything()
    {
        for (var i = 0; i < _rows.Filled.Count; i++)
        {
            if (Shows(_rows[_rows.Filled[i]]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a cell shows anything; a formula without a result does, but nobody knows what.</summary>
    private bool Shows(SheetCell cell) =>
        cell.Exists && (!cell.HasValue || (cell.Type == CellType.Shared ? Shared(_rows.Text(cell)).Length : cell.End - cell.Begin) > 0);

    private ReadOnlySpan<char> Shown(SheetCell cell)
    {
        var text = _rows.Text(cell);
        return !cell.HasValue ? "" : cell.Type switch
        {
            CellType.Shared => Shared(text),
            CellType.Number => CellText.OfNumber(text, Styles[cell.Style], Workbook.Dates1904),
            CellType.Truth => CellText.OfTruth(text),
            CellType.Date => CellText.OfIsoDate(text),
            _ => text,
        };
    }

    private ReadOnlySpan<char> Shared(ReadOnlySpan<char> number)
    {
        _texts ??= SharedStrings.Read(_package, Workbook.Only("sharedStrings"));
        return int.TryParse(
            number, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var index)
            && index < _texts.Count
            ? _texts[index]
            : throw new BadRowException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Place}: a cell in row {_rows.Row} of the sheet refers to shared text '{number}', and there are {_texts.Count}"),
                "Open it in Excel, which may repair it, and save it again.");
    }

    /// <summary>The header's cells, up to the last one that has a name.</summary>
    private List<string> HeaderCells()
    {
        var cells = new List<string>();
        foreach (var column in _rows.Filled)
        {
            if (Shown(_rows[column]).ToString() is { Length: > 0 } name)
            {
                cells.AddRange(Enumerable.Repeat("", Math.Max(0, column + 1 - cells.Count)));
                cells[column] = name;
            }
        }

        return cells;
    }

    private void CheckWidth()
    {
        for (var i = 0; i < _rows.Filled.Count; i++)
        {
            var column = _rows.Filled[i];
            if (column >= Columns.Count && (_rows[column].IsFormula || Shows(_rows[column])))
            {
                var letters = CellReference.Letters(column);
                Row++;
                throw new BadRowException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{Place}, row {Row}: cell {letters}{_rows.Row} has a value, but column {letters} has no name in the header"),
                    $"Give it one, or empty the cell. If the header is another row than {HeaderRow}, say which with {Setting.HeaderRow}.");
            }
        }
    }

    /// <summary>When the whole sheet was read: whether columns can be added right of the header.</summary>
    private void CheckRoom()
    {
        if (Columns.Count + FewestAdded > CellReference.MostColumns)
        {
            throw new BadInputException(
                $"{Place} has {Columns.Count} columns, of {CellReference.MostColumns} that a sheet may have: there is no room for the added ones. Remove some.");
        }

        if (_rows.Merged.FirstOrDefault(range => range.Last.Row >= HeaderRow && range.Last.Column >= Columns.Count) is { Last.Row: > 0 } merged)
        {
            throw new BadInputException(
                $"{Place}: the cells {merged} are merged, and columns are added right of {CellReference.Letters(Columns.Count - 1)}. Unmerge them.");
        }
    }

    private string? MergedHeaderCells()
    {
        using var rows = new SheetRows(_package.Xml(Sheet.Part));
        while (rows.Read())
        {
        }

        return rows.Merged.FirstOrDefault(range => range.First.Row == HeaderRow) is { Last.Row: > 0 } merged ? merged.ToString() : null;
    }
}
