using System.IO.Compression;
using System.Text;

namespace LeadScout.Files.Tests.Xlsx;

/// <summary>
/// Workbooks from sheet XML, as small as a workbook can be. Style 1 is a date, style 2 a date with time, style 3 a duration.
/// </summary>
internal static class Workbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>One sheet of these rows.</summary>
    public static byte[] Of(string sheetData, string after = "") => Of([("Leads", sheetData, "visible")], after);

    /// <summary>Several sheets: name, rows, state.</summary>
    public static byte[] Of((string Name, string SheetData, string State)[] sheets, string after = "", bool dates1904 = false)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>");
            var list = string.Concat(
                sheets.Select((s, i) => $"<sheet name=\"{s.Name}\" sheetId=\"{i + 1}\" state=\"{s.State}\" r:id=\"r{i + 1}\"/>"));
            Add(
                zip,
                "xl/workbook.xml",
                $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><workbookPr date1904=\"{(dates1904 ? 1 : 0)}\"/><sheets>{list}</sheets></workbook>");
            var targets = string.Concat(
                sheets.Select((_, i) => $"<Relationship Id=\"r{i + 1}\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet{i + 1}.xml\"/>"));
            Add(
                zip,
                "xl/_rels/workbook.xml.rels",
                $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{targets}</Relationships>");
            var formats = string.Concat(new[] { 0, 14, 22, 46 }.Select(f => $"<xf numFmtId=\"{f}\" xfId=\"0\"/>"));
            Add(zip, "xl/styles.xml", $"<styleSheet xmlns=\"{Main}\"><cellXfs>{formats}</cellXfs></styleSheet>");
            for (var i = 0; i < sheets.Length; i++)
            {
                Add(
                    zip,
                    $"xl/worksheets/sheet{i + 1}.xml",
                    $"<worksheet xmlns=\"{Main}\"><dimension ref=\"A1:B3\"/><sheetData>{sheets[i].SheetData}</sheetData>{after}</worksheet>");
            }

            Add(zip, "docProps/app.xml", "<kept/>");
        }

        return bytes.ToArray();
    }

    /// <summary>A row of text cells; null leaves a cell out.</summary>
    public static string Row(int number, params string?[] cells) => $"<row r=\"{number}\" spans=\"1:2\">{string.Concat(cells.Select((c, i) => c is null ? "" : Text(i, number, c)))}</row>";

    /// <summary>A cell of text.</summary>
    public static string Text(int column, int row, string text) =>
        $"<c r=\"{(char)('A' + column)}{row}\" t=\"inlineStr\"><is><t>{text}</t></is></c>";

    /// <summary>One part of a workbook.</summary>
    public static string Part(string path, string part)
    {
        using var zip = ZipFile.OpenRead(path);
        using var reader = new StreamReader(zip.GetEntry(part)!.Open());
        return reader.ReadToEnd();
    }

    private static void Add(ZipArchive zip, string name, string xml)
    {
        var entry = zip.CreateEntry(name);
        entry.LastWriteTime = new DateTimeOffset(2020, 1, 2, 3, 4, 6, TimeSpan.Zero);
        using var stream = entry.Open();
        stream.Write(Encoding.UTF8.GetBytes(xml));
    }
}
