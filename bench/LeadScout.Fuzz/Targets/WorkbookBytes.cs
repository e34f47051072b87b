using System.IO.Compression;
using System.Text;

namespace LeadScout.Fuzz.Targets;

/// <summary>
/// A workbook of its parts: a line <c>=== xl/worksheets/sheet1.xml</c> begins one, and what stands before the first such line is the sheet.
/// Parts that are not given are as a program writes them. So chance changes the parts, and not the archive's checksums.
/// </summary>
internal static class WorkbookBytes
{
    private const string Sheet = "xl/worksheets/sheet1.xml";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006/";
    private const string Types = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    private static readonly (string Name, string Xml)[] Usual =
    [
        ("[Content_Types].xml", $"""<Types xmlns="{Package}content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{Types}sheet.main+xml"/><Override PartName="/{Sheet}" ContentType="{Types}worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="{Types}styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="{Types}sharedStrings+xml"/></Types>"""),
        ("_rels/.rels", $"""<Relationships xmlns="{Package}relationships"><Relationship Id="rId1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""),
        ("xl/workbook.xml", $"""<workbook xmlns="{Main}" xmlns:r="{Office}"><sheets><sheet name="Leads" sheetId="1" r:id="rId1"/></sheets></workbook>"""),
        ("xl/_rels/workbook.xml.rels", $"""<Relationships xmlns="{Package}relationships"><Relationship Id="rId1" Type="{Office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{Office}/styles" Target="styles.xml"/><Relationship Id="rId3" Type="{Office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>"""),
        (Sheet, $"""<worksheet xmlns="{Main}"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2"><v>7</v></c></row></sheetData></worksheet>"""),
        ("xl/styles.xml", $"""<styleSheet xmlns="{Main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/></numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>"""),
        ("xl/sharedStrings.xml", $"""<sst xmlns="{Main}"><si><t>Name</t></si><si><t>Job Title</t></si><si><t>Ann</t></si><si><t>CFO</t></si></sst>"""),
    ];

    /// <summary>Puts the workbook of these parts into the scratch folder.</summary>
    public static string Put(byte[] input)
    {
        var given = PartsOf(input);
        var path = Scratch.At("list.xlsx");
        using var zip = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        foreach (var (name, xml) in Usual)
        {
            Add(zip, name, given.Remove(name, out var bytes) ? bytes : Encoding.UTF8.GetBytes(xml));
        }

        foreach (var (name, bytes) in given)
        {
            Add(zip, name, bytes);
        }

        return path;
    }

    private static void Add(ZipArchive zip, string name, byte[] bytes)
    {
        using var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
        entry.Write(bytes);
    }

    private static SortedDictionary<string, byte[]> PartsOf(ReadOnlySpan<byte> input)
    {
        var parts = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        var name = Sheet;
        while (true)
        {
            var next = input.IndexOf("=== "u8);
            var part = next < 0 ? input : input[..next];
            if (part.Length > 0)
            {
                parts[name] = part.ToArray();
            }

            if (next < 0)
            {
                return parts;
            }

            input = input[(next + 4)..];
            var line = input.IndexOf((byte)'\n');
            name = Encoding.UTF8.GetString(line < 0 ? input : input[..line]);
            name = name.Length == 0 ? Sheet : name;
            input = line < 0 ? [] : input[(line + 1)..];
        }
    }
}
