using System.Globalization;
using System.Xml;

namespace LeadScout.Files.Xlsx;

/// <summary>What the numbers of each cell style show as (ECMA-376 part 1, 18.8).</summary>
internal sealed class CellStyles
{
    private const int General = 0; // the format without a code, which shows a number as it is

    private readonly List<NumberFormat> _formats = [];
    private int? _general;

    private CellStyles()
    {
    }

    /// <summary>Reads a workbook's styles; without a part of styles every number is a plain one.</summary>
    public static CellStyles Read(XlsxPackage package, string? part)
    {
        var styles = new CellStyles();
        if (part is null || !package.Has(part))
        {
            return styles;
        }

        using var xml = package.Xml(part);
        xml.MoveToContent();
        var ns = xml.NamespaceURI;
        var own = new Dictionary<int, NumberFormat>();
        var inCells = false;
        while (xml.Read())
        {
            if (xml.NamespaceURI != ns)
            {
                continue;
            }

            if (xml.LocalName == "cellXfs")
            {
                inCells = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
            }
            else if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "numFmt")
            {
                own[Number(xml.GetAttribute("numFmtId"))] = NumberFormats.Of(xml.GetAttribute("formatCode"));
            }
            else if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "xf" && inCells)
            {
                var id = Number(xml.GetAttribute("numFmtId"));
                styles._general ??= id == General && !own.ContainsKey(id) ? styles._formats.Count : null;
                styles._formats.Add(own.TryGetValue(id, out var format) ? format : NumberFormats.BuiltIn(id));
            }
        }

        return styles;
    }

    /// <summary>What numbers of a style show as.</summary>
    public NumberFormat this[int style] => style >= 0 && style < _formats.Count ? _formats[style] : NumberFormat.Plain;

    /// <summary>The style of a number that is added: the usual one, or, where that shows days or times, the first that shows a number as it is. Null for none.</summary>
    public int? ForNumbers => this[0] == NumberFormat.Plain ? 0 : _general;

    private static int Number(string? text) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
