using System.Globalization;
using System.Xml.Linq;

namespace LeadScout.Files.Xlsx;

/// <summary>The widths of a sheet's columns (ECMA-376 part 1, 18.3.1.13).</summary>
internal static class SheetColumns
{
    /// <summary>Shows columns that are hidden: who hides all that is unused right of a list would not see what is added there.</summary>
    /// <param name="columns">The element <c>cols</c>.</param>
    /// <param name="first">The first one to show, from 0.</param>
    /// <param name="last">The last one.</param>
    public static void Show(XElement columns, int first, int last)
    {
        foreach (var column in columns.Elements().Where(column => column.Attributes("hidden").Any(XlsxWorkbook.IsTrue)).ToList())
        {
            var (min, max) = ((int?)column.Attribute("min") - 1 ?? 0, (int?)column.Attribute("max") - 1 ?? 0);
            if (min > last || max < first)
            {
                continue;
            }

            var shown = Piece(column, Math.Max(min, first), Math.Min(max, last));
            shown.SetAttributeValue("hidden", null);
            column.ReplaceWith(
                min < first ? Piece(column, min, first - 1) : null,
                shown,
                max > last ? Piece(column, last + 1, max) : null);
        }
    }

    private static XElement Piece(XElement column, int min, int max)
    {
        var piece = new XElement(column);
        piece.SetAttributeValue("min", (min + 1).ToString(CultureInfo.InvariantCulture));
        piece.SetAttributeValue("max", (max + 1).ToString(CultureInfo.InvariantCulture));
        return piece;
    }
}
