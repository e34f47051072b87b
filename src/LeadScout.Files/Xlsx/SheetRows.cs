using System.Globalization;
using System.Xml;
using LeadScout.Texts;

namespace LeadScout.Files.Xlsx;

/// <summary>
/// Reads the rows of a worksheet (ECMA-376 part 1, 18.3), forward only. What it costs depends on the cells that are there, not on how wide
/// the sheet says it is. Not thread-safe.
/// </summary>
internal sealed class SheetRows : IDisposable
{
    private const int RowDepth = 2;

    private readonly XmlReader _xml;
    private readonly string _namespace;
    private readonly TextBuffer _text = new();
    private readonly List<int> _filled = [];
    private readonly List<CellRange> _merged = [];
    private SheetCell[] _cells = new SheetCell[16];

    /// <param name="xml">A sheet's, at its beginning; disposed with this.</param>
    public SheetRows(XmlReader xml)
    {
        _xml = xml;
        _xml.MoveToContent();
        _namespace = _xml.NamespaceURI;
        _xml.Read();
        while (_xml.Depth == 1 && !Is("sheetData"))
        {
            Pass();
        }

        if (!_xml.EOF && _xml.Depth == 1)
        {
            _xml.Read();
        }
    }

    /// <summary>The current row's number in the sheet, from 1.</summary>
    public int Row { get; private set; }

    /// <summary>The columns of the current row that have a value or a formula, from 0, as they come.</summary>
    public IReadOnlyList<int> Filled => _filled;

    /// <summary>The merged cells, known at the end: they stand behind the rows.</summary>
    public IReadOnlyList<CellRange> Merged => _merged;

    /// <summary>A cell of the current row.</summary>
    public SheetCell this[int column] => column < _cells.Length ? _cells[column] : default;

    /// <summary>The characters of a cell of the current row.</summary>
    public ReadOnlySpan<char> Text(SheetCell cell) => _text[cell.Begin, cell.End];

    /// <summary>Goes to the next row that the sheet has; false at its end, when all of the part has been read.</summary>
    /// <exception cref="InvalidDataException">The sheet is none.</exception>
    public bool Read()
    {
        foreach (var column in _filled)
        {
            _cells[column] = default;
        }

        _filled.Clear();
        _text.Clear();
        while (_xml.Depth >= RowDepth && !Is("row"))
        {
            if (_xml.NodeType == XmlNodeType.Element)
            {
                // The result is copied row by row: what is no row would end it early.
                throw new InvalidDataException($"Behind row {Row} stands a <{_xml.Name}> that is in no row.");
            }

            _xml.Read();
        }

        if (_xml.Depth < RowDepth)
        {
            ReadTail();
            return false;
        }

        ReadRow();
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _xml.Dispose();

    private bool Is(string name) => _xml.NodeType == XmlNodeType.Element && _xml.LocalName == name && _xml.NamespaceURI == _namespace;

    private void Pass()
    {
        if (_xml.NodeType == XmlNodeType.Element)
        {
            _xml.Skip();
        }
        else
        {
            _xml.Read();
        }
    }

    private void ReadTail()
    {
        while (!_xml.EOF)
        {
            if (Is("mergeCell") && CellRange.Parse(_xml.GetAttribute("ref")) is { } range)
            {
                _merged.Add(range);
            }

            _xml.Read();
        }
    }

    private void ReadRow()
    {
        var row = Row + 1;
        if (_xml.GetAttribute("r") is { } given
            && (!int.TryParse(given.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out row) || row > CellReference.MostRows))
        {
            throw new InvalidDataException($"A row has the number '{given}'; rows go from 1 to {CellReference.MostRows}.");
        }

        if (row <= Row)
        {
            throw new InvalidDataException($"Row {row} comes after row {Row}.");
        }

        Row = row;
        if (_xml.IsEmptyElement)
        {
            _xml.Read();
            return;
        }

        _xml.Read();
        for (var column = 0; _xml.Depth > RowDepth;)
        {
            if (Is("c"))
            {
                column = ReadCell(column) + 1;
            }
            else
            {
                Pass();
            }
        }

        _xml.Read(); // the end tag
    }

    /// <summary>Reads a cell; gives its column.</summary>
    private int ReadCell(int next)
    {
        var (column, cell) = ReadAttributes(next);
        if (_xml.IsEmptyElement)
        {
            _xml.Read();
            return column;
        }

        var depth = _xml.Depth;
        _xml.Read();
        while (_xml.Depth > depth)
        {
            if (Is("v") || Is("is"))
            {
                var begin = _text.Length;
                cell = ReadValue(cell) with { Begin = begin, End = _text.Length };
            }
            else
            {
                cell = cell with { IsFormula = cell.IsFormula || Is("f") };
                Pass();
            }
        }

        _xml.Read();
        Keep(column, cell);
        return column;
    }

    private SheetCell ReadValue(SheetCell cell)
    {
        var begin = _text.Length;
        if (_xml.LocalName == "is")
        {
            _text.AddRuns(_xml);
            return cell with { Type = CellType.Inline, HasValue = true };
        }

        _text.AddElement(_xml);
        if (cell.Type is CellType.Text or CellType.Inline)
        {
            _text.Decode(begin);
            return cell with { HasValue = true };
        }

        return cell with { HasValue = _text.Length > begin };
    }

    private (int Column, SheetCell Cell) ReadAttributes(int next)
    {
        var (column, cell) = (next, default(SheetCell));
        while (_xml.MoveToNextAttribute())
        {
            var begin = _text.Length;
            switch (_xml.LocalName)
            {
                case "r" when _xml.Prefix.Length == 0:
                    _text.AddAttribute(_xml);
                    column = Column(_text[begin, _text.Length]);
                    break;
                case "s" when _xml.Prefix.Length == 0:
                    _text.AddAttribute(_xml);
                    cell =
                        cell with { Style = int.TryParse(_text[begin, _text.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var style) ? style : 0 };
                    break;
                case "t" when _xml.Prefix.Length == 0:
                    _text.AddAttribute(_xml);
                    cell = cell with { Type = CellTypes.Of(_text[begin, _text.Length]) };
                    break;
            }
        }

        _xml.MoveToElement();
        return column < CellReference.MostColumns
            ? (column, cell)
            : throw new InvalidDataException($"Row {Row} has more than {CellReference.MostColumns} cells.");
    }

    private int Column(ReadOnlySpan<char> reference) => CellReference.TryParse(reference, out var place) && place.Row == Row
        ? place.Column
        : throw new InvalidDataException($"Row {Row} has a cell that is called '{reference}'.");

    private void Keep(int column, SheetCell cell)
    {
        if (!cell.HasValue && !cell.IsFormula)
        {
            return;
        }

        if (_cells.Length <= column)
        {
            Array.Resize(ref _cells, Math.Max(column + 1, 2 * _cells.Length));
        }

        if (_cells[column].Exists)
        {
            throw new InvalidDataException($"Cell {new CellReference(column, Row)} is there twice.");
        }

        _cells[column] = cell with { Exists = true };
        _filled.Add(column);
    }
}
