using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using LeadScout.Texts;

namespace LeadScout.Files.Xlsx;

/// <summary>
/// Copies a worksheet's XML (ECMA-376 part 1, 18.3) node by node, forward only, and appends cells to rows on the way. Not thread-safe.
/// </summary>
internal sealed class SheetCopy : IDisposable
{
    private readonly XmlReader _from;
    private readonly XmlWriter _to;
    private readonly RangeGrowth _growth;
    private readonly bool[] _areNumbers;
    private readonly int? _numberStyle;
    private readonly string _prefix;
    private readonly string _namespace;
    private readonly List<XNode> _others = []; // what is no cell in the row at hand
    private int _row; // the last one that was passed

    /// <param name="from">At its beginning; disposed with this.</param>
    /// <param name="to">At its beginning; disposed with this.</param>
    /// <param name="growth">Where the header is, whose last style the added cells take over, and where cells are added.</param>
    /// <param name="areNumbers">By added column: whether its values are numbers, which a workbook can sort and filter by. A row gets as
    /// many cells.</param>
    /// <param name="numberStyle">The style of these; null where the workbook has none for them: then they are written as text.</param>
    public SheetCopy(XmlReader from, XmlWriter to, RangeGrowth growth, bool[] areNumbers, int? numberStyle)
    {
        (_from, _to, _growth, _areNumbers, _numberStyle) = (from, to, growth, areNumbers, numberStyle);
        _to.WriteStartDocument(standalone: true);
        _from.MoveToContent();
        (_prefix, _namespace) = (_from.Prefix, _from.NamespaceURI);
        Enter();
        while (!IsStart("sheetData"))
        {
            CopyBeforeRows();
        }

        Enter();
    }

    /// <summary>Copies the rows before this one, and this one with cells appended. Rows must come in order.</summary>
    /// <param name="row">In the sheet, from 1.</param>
    /// <param name="cells">As many as columns are added.</param>
    public void Append(int row, ReadOnlySpan<string> cells)
    {
        while (NextRow() is { } next && next <= row)
        {
            _row = next;
            if (next < row)
            {
                CopyRow([]);
                continue;
            }

            CopyRow(cells);
            return;
        }

        // A blank lead need not have a row of its own in the file.
        _row = row;
        Start("row");
        _to.WriteAttributeString("r", row.ToString(CultureInfo.InvariantCulture));
        WriteAdded(cells, null);
        _to.WriteEndElement();
    }

    /// <summary>Copies what is left, with or without the rows that are left.</summary>
    public void Finish(bool keepRows)
    {
        while (NextRow() is { } next)
        {
            _row = next;
            if (keepRows)
            {
                CopyRow([]);
            }
            else
            {
                _from.Skip();
            }
        }

        Leave(); // sheetData
        while (_from.NodeType != XmlNodeType.EndElement)
        {
            CopyBehindRows();
        }

        Leave(); // worksheet
        _to.WriteEndDocument();
        _to.Flush();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _from.Dispose();
        _to.Dispose();
    }

    private bool IsStart(string name) =>
        _from.NodeType == XmlNodeType.Element && _from.LocalName == name && _from.NamespaceURI == _namespace;

    /// <summary>Copies a start tag. An empty element is left where it is: it has no inside.</summary>
    private void Enter()
    {
        _to.WriteStartElement(_from.Prefix, _from.LocalName, _from.NamespaceURI);
        _to.WriteAttributes(_from, defattr: false);
        _from.Read();
    }

    private void Leave()
    {
        _to.WriteFullEndElement();
        _from.Read();
    }

    private void CopyBeforeRows()
    {
        if (IsStart("dimension") && CellRange.Parse(_from.GetAttribute("ref")) is { } range)
        {
            Start("dimension");
            _to.WriteAttributeString("ref", range.UpTo(Math.Max(range.Last.Column, _growth.LastAdded)).ToString());
            _to.WriteEndElement();
            _from.Skip();
            return;
        }

        if (IsStart("cols"))
        {
            var columns = (XElement)XNode.ReadFrom(_from);
            SheetColumns.Show(columns, _growth.FirstAdded, _growth.LastAdded);
            columns.WriteTo(_to);
            return;
        }

        _to.WriteNode(_from, defattr: false);
    }

    private void CopyBehindRows()
    {
        if (IsStart("autoFilter") || IsStart("sortState"))
        {
            var filter = (XElement)XNode.ReadFrom(_from);
            _growth.Grow(filter);
            filter.WriteTo(_to);
            return;
        }

        _to.WriteNode(_from, defattr: false);
    }

    /// <summary>The number of the row ahead, or null at the end of the rows.</summary>
    private int? NextRow()
    {
        while (!IsStart("row") && _from.NodeType != XmlNodeType.EndElement)
        {
            _to.WriteNode(_from, defattr: false);
        }

        return !IsStart("row") ? null
            : int.TryParse(_from.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : _row + 1;
    }

    private void CopyRow(ReadOnlySpan<string> added)
    {
        var empty = _from.IsEmptyElement;
        Start("row");
        while (_from.MoveToNextAttribute())
        {
            // A hint on which columns are filled, and no longer true.
            if (_from.LocalName != "spans")
            {
                _to.WriteAttributeString(_from.Prefix, _from.LocalName, _from.NamespaceURI, _from.Value);
            }
        }

        _from.Read();
        var style = empty ? null : CopyCells(dropFrom: added.IsEmpty ? int.MaxValue : _growth.FirstAdded);
        WriteAdded(added, _row == _growth.HeaderRow ? style : null);
        foreach (var other in _others)
        {
            other.WriteTo(_to); // extensions, which come after the cells
        }

        _others.Clear();
        if (!empty)
        {
            _from.Read();
        }

        _to.WriteEndElement();
    }

    /// <summary>
    /// Copies a row's cells, without those in the added columns, which the reader found empty; gives the style of the last one. A comment, say,
    /// may stand between them: what is no cell goes behind them all.
    /// </summary>
    private string? CopyCells(int dropFrom)
    {
        string? style = null;
        for (var column = 0; _from.NodeType != XmlNodeType.EndElement;)
        {
            if (_from.NodeType is XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
            {
                _from.Read();
                continue;
            }

            if (!IsStart("c"))
            {
                _others.Add(XNode.ReadFrom(_from));
                continue;
            }

            column = CellReference.TryParse(_from.GetAttribute("r"), out var place) ? place.Column : column;
            if (column++ >= dropFrom)
            {
                _from.Skip();
                continue;
            }

            style = _from.GetAttribute("s");
            _to.WriteNode(_from, defattr: false);
        }

        return style;
    }

    private void WriteAdded(ReadOnlySpan<string> cells, string? style)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i].Length == 0)
            {
                continue;
            }

            Start("c");
            _to.WriteAttributeString(
                "r", string.Create(CultureInfo.InvariantCulture, $"{CellReference.Letters(_growth.FirstAdded + i)}{_row}"));
            var isNumber = _areNumbers[i] && _numberStyle is not null && IsNumber(cells[i]);
            if ((isNumber && _numberStyle > 0 ? _numberStyle.Value.ToString(CultureInfo.InvariantCulture) : style) is { } said)
            {
                _to.WriteAttributeString("s", said);
            }

            WriteValue(cells[i], isNumber);
            _to.WriteEndElement();
        }
    }

    // The header of a column of numbers is text.
    private static bool IsNumber(string value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && number.ToString("R", CultureInfo.InvariantCulture) == value;

    private void WriteValue(string value, bool isNumber)
    {
        if (isNumber)
        {
            _to.WriteElementString(_prefix, "v", _namespace, value);
            return;
        }

        _to.WriteAttributeString("t", "inlineStr");
        Start("is");
        Start("t");
        _to.WriteAttributeString("xml", "space", null, "preserve");
        _to.WriteString(XText.Encode(value));
        _to.WriteEndElement();
        _to.WriteEndElement();
    }

    private void Start(string name) => _to.WriteStartElement(_prefix, name, _namespace);
}
