using System.Text;

namespace LeadScout.Files.Tests.Xlsx;

/// <summary>A workbook as Excel writes it, part by part, to be bent.</summary>
internal sealed class WorkbookParts
{
    public const string Sheet = "xl/worksheets/sheet1.xml";
    public const string Book = "xl/workbook.xml";
    public const string BookRels = "xl/_rels/workbook.xml.rels";
    public const string SheetRels = "xl/worksheets/_rels/sheet1.xml.rels";
    public const string SharedTexts = "xl/sharedStrings.xml";
    public const string Styles = "xl/styles.xml";
    public const string Types = "[Content_Types].xml";

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006/";
    private const string Sheets = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    private readonly OrderedDictionary<string, byte[]> _parts = new(StringComparer.Ordinal);

    private WorkbookParts()
    {
        this[Types] = $"""
            <Types xmlns="{Package}content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Default Extension="png" ContentType="image/png"/><Override PartName="/xl/workbook.xml" ContentType="{Sheets}sheet.main+xml"/><Override PartName="/{Sheet}" ContentType="{Sheets}worksheet+xml"/><Override PartName="/{Styles}" ContentType="{Sheets}styles+xml"/><Override PartName="/{SharedTexts}" ContentType="{Sheets}sharedStrings+xml"/></Types>
            """;
        this["_rels/.rels"] = Rels($"""<Relationship Id="rId1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/>""");
        this[Book] =
            $"""<workbook xmlns="{Main}" xmlns:r="{Office}"><workbookPr/><sheets><sheet name="Leads" sheetId="1" r:id="rId1"/></sheets></workbook>""";
        this[BookRels] = Rels(
            $"""<Relationship Id="rId1" Type="{Office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{Office}/styles" Target="styles.xml"/><Relationship Id="rId3" Type="{Office}/sharedStrings" Target="sharedStrings.xml"/>""");
        this[Sheet] = $"""
            <worksheet xmlns="{Main}" xmlns:r="{Office}"><dimension ref="A1:D4"/><sheetData><row r="1" spans="1:4"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c></row><row r="2" spans="1:4"><c r="A2" t="s"><v>4</v></c><c r="B2" t="s"><v>5</v></c><c r="C2" s="1"><v>44197</v></c><c r="D2"><v>0.5</v></c></row><row r="3" spans="1:4"><c r="A3" t="s"><v>6</v></c><c r="B3" t="s"><v>7</v></c><c r="C3" s="2"><v>44230.354166666664</v></c><c r="D3"><v>12</v></c></row><row r="4" spans="1:4"><c r="A4" t="s"><v>8</v></c><c r="B4" t="s"><v>9</v></c><c r="D4"><v>-1</v></c></row></sheetData></worksheet>
            """;
        this[Styles] = $"""
            <styleSheet xmlns="{Main}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="22" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>
            """;
        this[SharedTexts] = $"""<sst xmlns="{Main}" count="10" uniqueCount="10">{string.Concat(AllTexts.Select(text => $"<si><t>{text}</t></si>"))}</sst>""";
    }

    /// <summary>What the sheet shows below its header.</summary>
    public static string[][] Leads =>
    [
        ["Ann Lee", "VP Sales", "2021-01-01", "0.5"],
        ["Bo Ek", "Head of IT", "2021-02-03 08:30:00", "12"],
        ["Çığ Öz", "CFO & COO", "", "-1"],
    ];

    /// <summary>A fresh workbook.</summary>
    public static WorkbookParts Plain => new();

    /// <summary>How the ZIP is written.</summary>
    public RawZip Zip { get; set; } = new();

    /// <summary>Whether the entries stand in the reverse order.</summary>
    public bool Reversed { get; set; }

    public IEnumerable<string> Names => _parts.Keys;

    private static string[] AllTexts =>
        ["Name", "Job Title", "Since", "Score", "Ann Lee", "VP Sales", "Bo Ek", "Head of IT", "Çığ Öz", "CFO &amp; COO"];

    public string this[string part]
    {
        get => Encoding.UTF8.GetString(_parts[part]);
        set => _parts[part] = Encoding.UTF8.GetBytes(value);
    }

    public WorkbookParts With(string part, string xml)
    {
        this[part] = xml;
        return this;
    }

    public WorkbookParts With(string part, byte[] bytes)
    {
        _parts[part] = bytes;
        return this;
    }

    /// <summary>Replaces what must be there.</summary>
    public WorkbookParts Replace(string part, string what, string with)
    {
        Assert.Contains(what, this[part], StringComparison.Ordinal);
        return With(part, this[part].Replace(what, with, StringComparison.Ordinal));
    }

    public WorkbookParts Without(params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
        {
            Assert.True(_parts.Remove(part));
        }

        return this;
    }

    /// <summary>The part under another name; nothing that names it changes.</summary>
    public WorkbookParts Rename(string part, string name)
    {
        var place = _parts.IndexOf(part);
        _parts.Insert(place, name, _parts[part]);
        _parts.Remove(part);
        return this;
    }

    /// <summary>The part in another encoding.</summary>
    public WorkbookParts Encode(string part, Encoding encoding) =>
        With(
            part,
            [.. encoding.GetPreamble(), .. encoding.GetBytes($"<?xml version=\"1.0\" encoding=\"{encoding.WebName}\"?>{this[part]}")]);

    /// <summary>A part that belongs to another one.</summary>
    public WorkbookParts Relate(string rels, string id, string kind, string target)
    {
        var one = $"""<Relationship Id="{id}" Type="{(kind.Contains(':', StringComparison.Ordinal) ? kind : $"{Office}/{kind}")}" Target="{target}"/>""";
        return _parts.ContainsKey(rels) ? Replace(rels, "</Relationships>", one + "</Relationships>") : With(rels, Rels(one));
    }

    /// <summary>A content type of its own.</summary>
    public WorkbookParts Type(string part, string type) =>
        Replace(
            Types,
            "</Types>",
            $"""<Override PartName="/{part}" ContentType="{(type.Contains('/', StringComparison.Ordinal) ? type : Sheets + type)}"/></Types>""");

    public byte[] ToBytes() => Zip.Of(Reversed ? _parts.Reverse() : _parts);

    /// <summary>The relationships of a part.</summary>
    private static string Rels(string relationships) =>
        $"""<Relationships xmlns="{Package}relationships">{relationships}</Relationships>""";
}
