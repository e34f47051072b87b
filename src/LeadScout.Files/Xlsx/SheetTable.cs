using System.Globalization;
using System.Xml.Linq;

namespace LeadScout.Files.Xlsx;

/// <summary>A table of a sheet (ECMA-376 part 1, 18.5).</summary>
internal sealed class SheetTable
{
    private readonly XElement _root;

    private SheetTable(string part, XElement root, CellRange range) => (Part, _root, Range) = (part, root, range);

    /// <summary>Its XML's name.</summary>
    public string Part { get; }

    /// <summary>All its cells, the header's and the totals' among them.</summary>
    public CellRange Range { get; }

    /// <summary>As formulas call it.</summary>
    public string Name => (string?)_root.Attribute("displayName") ?? (string?)_root.Attribute("name") ?? "";

    /// <summary>Whether its first row names its columns.</summary>
    public bool HasHeader => Number("headerRowCount", 1) > 0;

    /// <summary>The row of its totals; null if it has none.</summary>
    public int? TotalsRow => Number("totalsRowCount", 0) > 0 ? Range.Last.Row : null;

    /// <summary>The tables of a sheet.</summary>
    /// <exception cref="InvalidDataException">One is missing or no table.</exception>
    public static List<SheetTable> Of(XlsxPackage package, string sheetPart) =>
    [
        .. package.RelationshipsOf(sheetPart).Where(r => r is { Kind: "table", Part: not null }).Select(r =>
        {
            var root = package.Tree(r.Part!);
            return new SheetTable(
                r.Part!,
                root,
                CellRange.Parse((string?)root.Attribute("ref")) ?? throw new InvalidDataException($"The table in its part {r.Part} has no cells."));
        }),
    ];

    /// <summary>
    /// The table with the added columns, if it is one that grows: it has the list's header and its last column. A table that a query or an
    /// XML map fills does not: its columns are those of its source.
    /// </summary>
    public XElement? Grown(RangeGrowth growth, IReadOnlyList<string> added)
    {
        var columns = _root.Elements().FirstOrDefault(e => e.Name.LocalName == "tableColumns");
        if (!HasHeader || columns is null || Range.First.Row != growth.HeaderRow || !growth.Concerns(Range)
            || (string?)_root.Attribute("tableType") is not (null or "worksheet"))
        {
            return null;
        }

        var root = new XElement(_root);
        growth.Grow(root);
        columns = root.Elements().First(e => e.Name.LocalName == "tableColumns");
        var next = columns.Elements().Select(column => (int?)column.Attribute("id") ?? 0).DefaultIfEmpty().Max() + 1;
        columns.Add(
            added.Select((name, i) => new XElement(columns.Name.Namespace + "tableColumn", new XAttribute("id", next + i), new XAttribute("name", XText.Encode(name).Replace("\n", "_x000a_", StringComparison.Ordinal)))));
        columns.SetAttributeValue("count", columns.Elements().Count().ToString(CultureInfo.InvariantCulture));
        return root;
    }

    private int Number(string attribute, int otherwise) =>
        int.TryParse((string?)_root.Attribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : otherwise;
}
