using System.Globalization;
using System.Xml.Linq;

namespace LeadScout.Files.Xlsx;

/// <summary>
/// The hidden names under which a workbook keeps the ranges that its sheets filter (ECMA-376 part 1, 18.2.5): a filter of another range
/// than its name's is one that Excel repairs.
/// </summary>
internal static class FilterNames
{
    private const string FilterDatabase = "_xlnm._FilterDatabase";

    /// <summary>The range that a sheet filters; null for none.</summary>
    public static CellRange? Of(XlsxWorkbook workbook, XlsxSheet sheet) =>
        Element(workbook.Root, sheet) is { } element ? Parse(element) : null;

    /// <summary>The workbook with a sheet's filtered range grown, if that is concerned.</summary>
    public static XElement? Grown(XlsxWorkbook workbook, XlsxSheet sheet, RangeGrowth growth)
    {
        if (Of(workbook, sheet) is not { } range || range.First.Row != growth.HeaderRow || !growth.Concerns(range))
        {
            return null;
        }

        var root = new XElement(workbook.Root);
        var element = Element(root, sheet)!;
        var grown = range.UpTo(growth.LastAdded);
        element.Value = string.Create(
            CultureInfo.InvariantCulture,
            $"{element.Value[..(element.Value.LastIndexOf('!') + 1)]}{Absolute(grown.First)}:{Absolute(grown.Last)}");
        return root;
    }

    private static string Absolute(CellReference cell) =>
        string.Create(CultureInfo.InvariantCulture, $"${CellReference.Letters(cell.Column)}${cell.Row}");

    private static XElement? Element(XElement workbook, XlsxSheet sheet) => workbook.Descendants(workbook.Name.Namespace + "definedName")
        .FirstOrDefault(e => (string?)e.Attribute("name") == FilterDatabase && (int?)e.Attribute("localSheetId") == sheet.Place);

    private static CellRange? Parse(XElement element) => CellRange.Parse(element.Value[(element.Value.LastIndexOf('!') + 1)..]);
}
