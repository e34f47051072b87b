using LeadScout.Jobs;

namespace LeadScout.Files.Xlsx;

/// <summary>Files that are made as workbooks are, and are none, or none that can be read.</summary>
internal static class OtherPackage
{
    /// <summary>Whether the main part of a package is no worksheets' one.</summary>
    public static bool Is(XlsxPackage package, string main) => Name(package, main) is not null;

    /// <summary>Says what a package is that is no workbook.</summary>
    public static BadInputException Refused(XlsxPackage package)
    {
        var main = package.RelationshipsOf("").FirstOrDefault(r => r.Kind == "officeDocument")?.Part;
        var what = Name(package, main ?? "");
        return new BadInputException(
            what is not null ? $"'{package.Path}' is {what}, whatever its name says. Open it there and save it as .xlsx."
            : main is not null ? $"'{package.Path}' is damaged: its main part {main} is missing. Open it in Excel, which may repair it, and save it again."
            : $"'{package.Path}' is a ZIP file but no XLSX workbook: it has no xl/workbook.xml. Open it in Excel and save it as .xlsx.");
    }

    private static string? Name(XlsxPackage package, string main)
    {
        var type = package.ContentTypes().FirstOrDefault(one => PartName.Comparer.Equals(one.Part, main)).Type ?? "";
        return type.Contains("wordprocessingml", StringComparison.Ordinal) || type.Contains("ms-word", StringComparison.Ordinal) ? "a Word document"
            : type.Contains("presentationml", StringComparison.Ordinal) || type.Contains("ms-powerpoint", StringComparison.Ordinal) ? "a PowerPoint presentation"
            : type.Contains("sheet.binary", StringComparison.Ordinal) || package.Has("xl/workbook.bin") ? "a binary workbook (.xlsb)"
            : package.Has("content.xml") && package.Has("META-INF/manifest.xml") ? "an OpenDocument file (.ods)"
            : package.Has("Index/Document.iwa") || package.Has("Index.zip") ? "a Numbers document"
            : null;
    }
}
