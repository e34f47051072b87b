using System.Text;
using LeadScout.Jobs.Lists;
using static LeadScout.Files.Tests.TestFolder;
using static LeadScout.Files.Tests.Xlsx.WorkbookParts;

namespace LeadScout.Files.Tests.Xlsx;

/// <summary>Workbooks that can't be read, or not be written back, are refused before anything is paid, with the reason.</summary>
public sealed class BrokenWorkbookTests : IDisposable
{
    private const string MainNamespace = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";

    private readonly TestFolder _folder = new();

    public static TheoryData<string, string> Kinds
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (name, kind) in Broken)
            {
                data.Add(name, kind.Said);
            }

            return data;
        }
    }

    private static Dictionary<string, (string Said, Func<byte[]> Bytes)> Broken { get; } = new()
    {
        ["a password, old .xls"] = ("password-protected, or an old .xls", () => [0xD0, 0xCF, 0x11, 0xE0, .. new byte[1000]]),
        ["a password"] = (
            "is password-protected. Open it in Excel",
            () => [0xD0, 0xCF, 0x11, 0xE0, .. new byte[70_000], .. Encoding.Unicode.GetBytes("EncryptedPackage"), 0]),
        ["a part twice"] = (
            "has the part xl/worksheets/sheet1.xml twice", () => new RawZip().Of([.. Entries(Plain), new(Sheet, "<x/>"u8.ToArray())])),
        ["a part twice in other case"] = (
            "has the part xl/worksheets/Sheet1.xml twice", () => Plain.With("xl/worksheets/Sheet1.xml", "<x/>").ToBytes()),
        ["entries encrypted by a ZIP program"] = ("is encrypted by a ZIP program", () => new RawZip { Flags = 1 }.Of(Entries(Plain))),
        ["a method that nobody reads"] = ("is damaged", () => new RawZip { Method = 14 }.Of(Entries(Plain))),
        ["wrong checksums"] = ("is not what was packed: the checksum differs", () => new RawZip { WrongChecksum = 1 }.Of(Entries(Plain))),
        ["a wrong checksum of a part that is only copied"] = (
            "xl/media/image1.png is not what was packed", () => Flipped(Plain.With("xl/media/image1.png", [1, 2, 3, 4, 5, 6, 7]))),
        ["a document type"] = (
            "has a document type declaration (DTD)",
            () => Plain.With(Sheet, $"<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>{Plain[Sheet]}").ToBytes()),
        ["a document type in the texts"] = (
            "has a document type declaration (DTD)",
            () => Plain.With(SharedTexts, $"<!DOCTYPE x [<!ENTITY e \"{new string('x', 99)}\">]>{Plain[SharedTexts]}").ToBytes()),
        ["a document type in the workbook"] = (
            "has a document type declaration (DTD)", () => Plain.With(Book, $"<!DOCTYPE x>{Plain[Book]}").ToBytes()),
        ["no sheet part"] = ("has no part xl/worksheets/sheet1.xml", () => Plain.Without(Sheet).ToBytes()),
        ["no sheets"] = (
            "has no sheet with cells", () => Plain.Replace(Book, "<sheet name=\"Leads\" sheetId=\"1\" r:id=\"rId1\"/>", "").ToBytes()),
        ["no main part"] = ("its main part xl/workbook.xml is missing", () => Plain.Without(Book).ToBytes()),
        ["no table part"] = (
            "has no part xl/tables/table1.xml", () => Plain.Relate(SheetRels, "rId1", "table", "../tables/table1.xml").ToBytes()),
        ["a sheet that is cut off"] = ("is damaged", () => Plain.With(Sheet, Plain[Sheet][..^40]).ToBytes()),
        ["a sheet that is cut off behind the rows"] = ("is damaged", () => Plain.Replace(Sheet, "</worksheet>", "<mergeCells>").ToBytes()),
        ["no XML at all"] = ("is damaged", () => Plain.With(Sheet, "{}").ToBytes()),
        ["rows out of order"] = (
            "Row 2 comes after row 3",
            () => Plain.Replace(Sheet, "</sheetData>", "<row r=\"3\"/></sheetData>").Replace(Sheet, "<row r=\"4\"", "<row r=\"2\"").ToBytes()),
        ["a row beyond the last"] = (
            "rows go from 1 to 1048576", () => Plain.Replace(Sheet, "</sheetData>", "<row r=\"1048577\"/></sheetData>").ToBytes()),
        ["a row of no number"] = ("has the number 'x'", () => Plain.Replace(Sheet, "<row r=\"2\"", "<row r=\"x\"").ToBytes()),
        ["a cell of another row"] = ("Row 2 has a cell that is called 'A9'", () => Plain.Replace(Sheet, "r=\"A2\"", "r=\"A9\"").ToBytes()),
        ["a cell beyond the last column"] = (
            "Row 2 has a cell that is called 'XFE2'", () => Plain.Replace(Sheet, "r=\"D2\"", "r=\"XFE2\"").ToBytes()),
        ["a cell twice"] = ("Cell A2 is there twice", () => Plain.Replace(Sheet, "r=\"B2\"", "r=\"A2\"").ToBytes()),
        ["a shared text that is not there"] = (
            "refers to shared text '99', and there are 10", () => Plain.Replace(Sheet, "<v>5</v>", "<v>99</v>").ToBytes()),
        ["a shared text of no number"] = ("refers to shared text '-1'", () => Plain.Replace(Sheet, "<v>5</v>", "<v>-1</v>").ToBytes()),
        ["no shared texts"] = ("and there are 0", () => Plain.Without(SharedTexts).ToBytes()),
        ["cells merged where columns are added"] = (
            "the cells A3:F3 are merged, and columns are added right of D",
            () => Plain.Replace(Sheet, "</sheetData>", "</sheetData><mergeCells><mergeCell ref=\"A3:F3\"/></mergeCells>").ToBytes()),
        ["no room for more columns"] = (
            "there is no room for the added ones",
            () => Plain.Replace(Sheet, "<c r=\"D1\" t=\"s\"><v>3</v></c>", "<c r=\"D1\" t=\"s\"><v>3</v></c><c r=\"XFC1\" t=\"s\"><v>4</v></c>").ToBytes()),
        ["a formula where columns are added"] = (
            "cell E3 has a value, but column E has no name",
            () => Plain.Replace(Sheet, "<c r=\"D3\"><v>12</v></c>", "<c r=\"D3\"><v>12</v></c><c r=\"E3\" t=\"str\"><f>\"\"</f><v></v></c>").ToBytes()),
        ["a text without end"] = (
            "has more than 1,048,576 characters",
            () => Plain.Replace(Sheet, "<c r=\"B2\" t=\"s\"><v>5</v>", $"<c r=\"B2\" t=\"inlineStr\"><is><t>{new string('x', 1_100_000)}</t></is>").ToBytes()),
        ["an attribute without end"] = (
            "has more than 64 MB without a tag",
            () => Plain.Replace(Sheet, "<row r=\"2\"", $"<row y=\"{new string('x', 70_000_000)}\" r=\"2\"").ToBytes()),
        ["a main part without end"] = (
            "xl/workbook.xml has more than 64 MB",
            () => Plain.Replace(Book, "<sheets>", $"{new string(' ', 70_000_000)}<sheets>").ToBytes()),
        ["a binary workbook"] = (
            "is a binary workbook (.xlsb)",
            () => Plain.Rename(Book, "xl/workbook.bin").Replace("_rels/.rels", "workbook.xml", "workbook.bin").ToBytes()),
        ["a ZIP of anything"] = ("is a ZIP file but no XLSX workbook", () => new RawZip().Of([new("a.csv", "a\n1\n"u8.ToArray())])),
        ["an empty first row"] = (
            "the first row is empty, and it must be the header. If row 3 is the header, say HeaderRow 3.",
            () => Plain.With(Sheet, $"<worksheet {MainNamespace}><sheetData><row r=\"3\"><c r=\"A3\" t=\"s\"><v>0</v></c></row></sheetData></worksheet>").ToBytes()),
        ["no rows element"] = ("the first row is empty", () => Plain.With(Sheet, $"<worksheet {MainNamespace}/>").ToBytes()),
        ["an empty rows element"] = (
            "the first row is empty", () => Plain.With(Sheet, $"<worksheet {MainNamespace}><sheetData/></worksheet>").ToBytes()),
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_broken_workbook_is_refused_with_the_reason(string name, string said)
    {
        var message = MessageOf(_folder, name);

        Assert.Contains(said, message, StringComparison.Ordinal);
        Assert.Contains("a.xlsx", message, StringComparison.Ordinal);
        Assert.Equal(["a.xlsx"], _folder.Names());
    }

    [Fact]
    public void What_is_damaged_behind_the_first_rows_is_found_before_a_trial_on_those_is_paid()
    {
        var file = LeadFiles.At(_folder.Write("a.xlsx", Plain.Replace(Sheet, "<row r=\"4\"", "<row r=\"4\"><oops>").ToBytes()));
        Assert.Contains("is damaged", Refused(file.CheckOutput).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_rows_with_values_right_of_the_header_are_named_at_once()
    {
        var file = LeadFiles.At(_folder.Write("a.xlsx", Plain.Replace(Sheet, "<c r=\"D1\" t=\"s\"><v>3</v></c>", "").ToBytes()));
        var bad = new BadRows();
        using var reader = file.Open();
        while (bad.Next(reader))
        {
        }

        var message = Refused(bad.Refuse).Message;
        Assert.Contains("3 rows can't be used", message, StringComparison.Ordinal);
        Assert.Contains("cell D2 has a value", message, StringComparison.Ordinal);
        Assert.Contains("cell D4 has a value", message, StringComparison.Ordinal);
    }

    /// <summary>How a kind of broken workbook is refused.</summary>
    internal static string MessageOf(TestFolder folder, string name)
    {
        var path = folder.Write("a.xlsx", Broken[name].Bytes());
        return Refused(() =>
        {
            var file = LeadFiles.At(path);
            file.CheckOutput();
            ReadAll(file);
        }).Message;
    }

    private static void ReadAll(LeadFile file)
    {
        using var reader = file.Open();
        while (reader.Read())
        {
            for (var column = 0; column < reader.Columns.Count; column++)
            {
                reader.Value(column);
            }
        }
    }

    private static IEnumerable<KeyValuePair<string, byte[]>> Entries(WorkbookParts parts) =>
        parts.Names.Select(name => KeyValuePair.Create(name, Encoding.UTF8.GetBytes(parts[name])));

    /// <summary>With a byte of the last part, which is not deflated, turned.</summary>
    private static byte[] Flipped(WorkbookParts parts)
    {
        parts.Zip = new RawZip { Method = 0 };
        var bytes = parts.ToBytes();
        bytes[bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[1, 2, 3, 4, 5, 6, 7]) + 3] ^= 0x40;
        return bytes;
    }
}
