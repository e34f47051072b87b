using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;
using LeadScout.Jobs;

namespace LeadScout.Files.Xlsx;

/// <summary>A worksheet of a workbook (ECMA-376 part 1, 18.2.19).</summary>
/// <param name="Name">As the tab shows it.</param>
/// <param name="Part">Path of its XML in the package.</param>
/// <param name="Dates1904">Whether the workbook counts days from 1904, as old Macs did.</param>
internal sealed record XlsxSheet(string Name, string Part, bool Dates1904);

/// <summary>An XLSX file as the ZIP of XML parts that it is (ECMA-376 part 2).</summary>
internal static class XlsxPackage
{
    private static ReadOnlySpan<byte> ZipMagic => "PK\x03\x04"u8;

    private static ReadOnlySpan<byte> CompoundFileMagic => [0xD0, 0xCF, 0x11, 0xE0];

    /// <summary>Opens a workbook's file and says what is wrong when it is none.</summary>
    public static FileStream OpenFile(string path)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024);
        Span<byte> head = stackalloc byte[4];
        var read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        if (head[..read].SequenceEqual(ZipMagic))
        {
            return stream;
        }

        stream.Dispose();
        throw new BadInputException(
            read == 0 ? $"'{path}' is empty. {Header.Wanted}"
            : head[..read].SequenceEqual(CompoundFileMagic)
                ? $"'{path}' is password-protected, or an old .xls under a new name. Open it in Excel and save it as .xlsx without a password."
                : $"'{path}' is not an XLSX workbook, whatever its name says. Open it in Excel and save it as .xlsx, or name it .csv if it is one.");
    }

    /// <summary>The sheet of this name, or the only visible one.</summary>
    /// <exception cref="BadInputException">There is none, or more than one; the message lists them.</exception>
    public static XlsxSheet SheetOf(string path, ZipArchive zip, string? name)
    {
        var (all, visible) = Sheets(path, zip);
        var names = string.Join(", ", all.Select(s => $"'{s.Name}'"));
        if (name is not null)
        {
            return all.FirstOrDefault(s => s.Name == name)
                ?? all.FirstOrDefault(s => string.Equals(s.Name, name, StringComparison.OrdinalIgnoreCase))
                ?? throw new BadInputException($"'{path}' has no sheet '{name}'.{NearestNames.Hint(name, all.Select(s => s.Name))} Its sheets are {names}.");
        }

        return visible.Count == 1
            ? visible[0]
            : throw new BadInputException(visible.Count == 0
                ? $"'{path}' has no visible sheet. Name one with --sheet. Its sheets are: {names}."
                : $"'{path}' has {visible.Count} sheets: {names}. Say which with --sheet.");
    }

    /// <summary>Reads one part as XML; disposing closes the part.</summary>
    public static XmlReader XmlOf(Stream part) =>
        XmlReader.Create(part, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CheckCharacters = false, CloseInput = true });

    private static (List<XlsxSheet> All, List<XlsxSheet> Visible) Sheets(string path, ZipArchive zip)
    {
        var workbook = Part(path, zip, "xl/workbook.xml");
        var targets = Part(path, zip, "xl/_rels/workbook.xml.rels").Elements()
            .Where(r => ((string?)r.Attribute("Type"))?.EndsWith("/worksheet", StringComparison.Ordinal) == true)
            .ToDictionary(r => (string)r.Attribute("Id")!, r => PartPath((string)r.Attribute("Target")!));
        var dates1904 = Named(workbook, "workbookPr").Attributes("date1904").Any(a => a.Value is "1" or "true");
        List<XlsxSheet> all = [], visible = [];
        foreach (var element in Named(workbook, "sheet"))
        {
            var id = element.Attributes().FirstOrDefault(a => a.Name.LocalName == "id" && a.Name.Namespace != XNamespace.None)?.Value;
            if (id is null || !targets.TryGetValue(id, out var part))
            {
                continue; // a chart or a dialogue, no worksheet
            }

            var sheet = new XlsxSheet((string)element.Attribute("name")!, part, dates1904);
            all.Add(sheet);
            if ((string?)element.Attribute("state") is null or "visible")
            {
                visible.Add(sheet);
            }
        }

        return (all, visible);
    }

    private static IEnumerable<XElement> Named(XElement root, string localName) => root.Descendants().Where(e => e.Name.LocalName == localName);

    private static XElement Part(string path, ZipArchive zip, string part)
    {
        var entry = zip.GetEntry(part)
            ?? throw new BadInputException($"'{path}' is a ZIP file but no XLSX workbook: it has no {part}. Open it in Excel and save it as .xlsx.");
        using var xml = XmlOf(entry.Open());
        return XElement.Load(xml);
    }

    private static string PartPath(string target) => target.StartsWith('/') ? target[1..] : "xl/" + target;
}
