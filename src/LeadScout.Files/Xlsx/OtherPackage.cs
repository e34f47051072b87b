using LeadScout.Questions;

namespace LeadScout.Files.Xlsx;

/// <summary>Packages that are made as workbooks are, and have none that can be read.</summary>
internal static class OtherPackage
{
    /// <summary>Whether the workbook is a binary one.</summary>
    public static bool IsBinary(string main) => main.EndsWith(".bin", StringComparison.OrdinalIgnoreCase);

    /// <summary>Says why there is no workbook.</summary>
    public static BadInputException Refused(XlsxPackage package)
    {
        var main = package.RelationshipsOf("").FirstOrDefault(r => r.Kind == "officeDocument")?.Part;
        return new BadInputException(
            main is null ? $"'{package.Path}' is a ZIP file but no XLSX workbook: it has no xl/workbook.xml. Open it in Excel and save it as .xlsx."
            : IsBinary(main)
                ? $"'{package.Path}' is a binary workbook (.xlsb), whatever its name says. Open it in Excel and save it as .xlsx."
            : $"'{package.Path}' is damaged: its main part {main} is missing. Open it in Excel, which may repair it, and save it again.");
    }
}
