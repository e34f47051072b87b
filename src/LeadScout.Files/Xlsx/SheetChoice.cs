using LeadScout.Messages;
using LeadScout.Questions;

namespace LeadScout.Files.Xlsx;

/// <summary>Which sheet of a workbook is the list.</summary>
internal static class SheetChoice
{
    /// <summary>The sheet of this name, or the only visible one; of several, the only one that has cells.</summary>
    /// <exception cref="BadInputException">There is none, or more than one; the message lists them.</exception>
    public static XlsxSheet Of(XlsxPackage package, XlsxWorkbook workbook, string? name)
    {
        var sheets = workbook.Sheets;
        var names = string.Join(", ", sheets.Select(s => $"'{s.Name}'"));
        if (name is not null)
        {
            return sheets.FirstOrDefault(s => s.Name == name)
                ?? sheets.FirstOrDefault(s => string.Equals(s.Name, name, StringComparison.OrdinalIgnoreCase))
                ?? throw new BadInputException("sheet-missing", $"'{package.Path}' has no sheet '{name}'.{NearestNames.Hint(name, sheets.Select(s => s.Name))} Its sheets are {names}.");
        }

        var visible = sheets.Where(sheet => sheet.IsVisible).ToList();
        var filled = visible.Count > 1 ? visible.Where(sheet => HasCells(package, sheet)).ToList() : visible;
        return filled is [var only] ? only
            : visible is [var first, ..] && filled.Count == 0 ? first
            : throw (visible.Count > 0
                ? new BadInputException("sheet-unclear", $"'{package.Path}' has {visible.Count} sheets: {names}. Say which with {Setting.Sheet}.")
                : sheets.Count > 0
                ? new BadInputException(
                    "sheet-unclear", $"'{package.Path}' has no visible sheet. Name one with {Setting.Sheet}. Its sheets are: {names}.")
                : new BadInputException($"'{package.Path}' has no sheet with cells. {Header.Wanted}"));
    }

    private static bool HasCells(XlsxPackage package, XlsxSheet sheet)
    {
        using var rows = new SheetRows(package.Xml(sheet.Part));
        while (rows.Read())
        {
            if (rows.Filled.Count > 0)
            {
                return true;
            }
        }

        return false;
    }
}
