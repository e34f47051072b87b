using System.Text;
using System.Text.RegularExpressions;
using static LeadScout.Files.Tests.Xlsx.WorkbookParts;

namespace LeadScout.Files.Tests.Xlsx;

/// <summary>
/// The same list as producers of every kind write it. All show <see cref="WorkbookParts.Leads"/>, unless they say otherwise.
/// </summary>
internal static partial class OddWorkbooks
{
    private const string Strict = "http://purl.oclc.org/ooxml/";
    private const string Drawing = "<xdr:wsDr xmlns:xdr=\"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing\"/>";

    /// <summary>Those whose addresses are odd: other readers follow some of them only.</summary>
    public static IReadOnlyDictionary<string, Func<WorkbookParts>> Addressed { get; } = new Dictionary<string, Func<WorkbookParts>>
    {
        ["absolute targets"] = () => Plain.Replace(BookRels, "Target=\"", "Target=\"/xl/"),
        ["targets with dots"] = () => Plain.Replace(BookRels, "worksheets/sheet1.xml", "../xl/./worksheets/../worksheets/sheet1.xml"),
        ["targets with backslashes"] = () => Plain.Replace(BookRels, "worksheets/sheet1.xml", "worksheets\\sheet1.xml"),
        ["entries with backslashes"] = () => Plain.Rename(Sheet, Sheet.Replace('/', '\\')),
        ["percent-encoded targets"] = () =>
            Plain.Rename(Sheet, "xl/work sheets/sheet 1.xml").Replace(BookRels, "worksheets/sheet1.xml", "work%20sheets/sheet%201.xml"),
        ["percent-encoded entries"] = () =>
            Plain.Rename(Sheet, "xl/work%20sheets/sheet%201.xml").Replace(BookRels, "worksheets/sheet1.xml", "work sheets/sheet 1.xml"),
        ["targets in other case"] = () =>
            Plain.Replace(BookRels, "worksheets/sheet1.xml", "WorkSheets/SHEET1.xml")
                .Replace(BookRels, "sharedStrings.xml", "SharedStrings.xml"),
        ["targets from the top without a slash"] = () => Plain.Replace(BookRels, "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ["no relationships of the package"] = () => Plain.Without("_rels/.rels"),
        ["no content types"] = () => Plain.Without(Types),
        ["no content types and no relationships of the package"] = () => Plain.Without(Types, "_rels/.rels"),
        ["leading slashes in entries"] = () => Plain.Rename(Sheet, "/" + Sheet),
    };

    /// <summary>Those that other readers read, too.</summary>
    public static IReadOnlyDictionary<string, Func<WorkbookParts>> Common { get; } = new Dictionary<string, Func<WorkbookParts>>
    {
        ["usual cells that show times, another style for numbers"] = () => NumbersIn(" s=\"3\"").Replace(
            Styles, "</cellXfs>", "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/></cellXfs>"),
        ["no style for numbers"] = () => NumbersIn(" t=\"str\""),
        ["plain"] = () => Plain,
        ["main part elsewhere"] = MainPartElsewhere,
        ["shared texts elsewhere, and others under the usual name"] = SharedElsewhere,
        ["no shared texts, styles, theme or properties"] = Inline,
        ["prefixed XML"] = () => Prefixed(Prefixed(Prefixed(Prefixed(Plain, Book), Sheet), Styles), SharedTexts),
        ["rich and phonetic texts"] = () =>
            Plain.Replace(
                SharedTexts,
                "<si><t>VP Sales</t></si>",
                "<si><r><rPr><b/></rPr><t xml:space=\"preserve\">VP </t></r><r><t>Sales</t></r><rPh sb=\"0\" eb=\"2\"><t>ブイピー</t></rPh><phoneticPr fontId=\"0\"/></si>"),
        ["days counted from 1904"] = () =>
            Plain.Replace(Book, "<workbookPr/>", "<workbookPr date1904=\"1\"/>")
                .Replace(Sheet, "<v>44197</v>", "<v>42735</v>")
                .Replace(Sheet, "44230.354166666664", "42768.354166666664"),
        ["cells without names"] = () =>
            Plain.With(Sheet, CellName().Replace(Plain[Sheet].Replace("<c r=\"D4\">", "<c/><c>", StringComparison.Ordinal), "<c")),
        ["rows and cells without names"] = () =>
            Plain.With(
                Sheet,
                RowName().Replace(CellName().Replace(Plain[Sheet].Replace("<c r=\"D4\">", "<c/><c>", StringComparison.Ordinal), "<c"), "<row")),
        ["empty rows"] = EmptyRows,
        ["merged cells among the leads"] = () =>
            Plain.Replace(Sheet, "</sheetData>", "</sheetData><mergeCells count=\"1\"><mergeCell ref=\"C3:C4\"/></mergeCells>"),
        ["hidden sheets first"] = HiddenSheets,
        ["a chart first"] = ChartSheetFirst,
        ["empty sheets behind"] = EmptySheets,
        ["pictures, comments, macros, custom XML"] = Passengers,
        ["an external link"] = ExternalLink,
        ["a byte order mark"] = () => Plain.With(Sheet, [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Plain[Sheet])]),
        ["UTF-16"] = () => Plain.Encode(Sheet, Encoding.Unicode).Encode(SharedTexts, Encoding.BigEndianUnicode),
        ["sizes behind the data"] = () => Zipped(new RawZip { DataDescriptors = true }),
        ["64-bit sizes"] = () => Zipped(new RawZip { Zip64 = true }),
        ["nothing deflated"] = () => Zipped(new RawZip { Method = 0 }),
        ["entries in reverse order"] = () => Reverse(Plain),
        ["folders as entries"] = () => Plain.With("xl/", []).With("xl/worksheets/", []),
        ["an over-wide dimension"] = () => Plain.Replace(Sheet, "A1:D4", "A1:XFD1048576"),
        ["a dimension that is too small"] = () => Plain.Replace(Sheet, "A1:D4", "A1"),
        ["no dimension"] = () => Plain.Replace(Sheet, "<dimension ref=\"A1:D4\"/>", ""),
        ["styled cells without values far to the right and below"] = () =>
            Plain.Replace(Sheet, "<c r=\"D2\">", "<c r=\"XFD2\" s=\"1\"/><c r=\"D2\">")
                .Replace(Sheet, "</sheetData>", "<row r=\"1048576\" hidden=\"1\"/></sheetData>"),
        ["extensions and alternate content"] = Extensions,
        ["comments, instructions and CDATA"] = () =>
            Plain.Replace(Sheet, "<sheetData>", "<!-- <row> --><?x y?><sheetData><!-- a -->")
                .Replace(SharedTexts, "<t>VP Sales</t>", "<t><![CDATA[VP ]]><!-- x -->Sales</t>"),
        ["comments and instructions between cells"] = () =>
            Plain.Replace(Sheet, "<c r=\"D2\">", "<!-- d --><?x y?><c r=\"D2\">").Replace(Sheet, "<c r=\"D4\">", "<!-- d --><c r=\"D4\">"),
        ["comments between cells without names"] = () =>
            Plain.With(
                Sheet, CellName().Replace(Plain[Sheet].Replace("<c r=\"D4\">", "<!-- c --><c/><!-- d --><c>", StringComparison.Ordinal), "<c")),
        ["indented XML"] = () => Plain.With(Sheet, Plain[Sheet].Replace("><", ">\r\n  <", StringComparison.Ordinal)),
        ["formulas of every kind"] = Formulas,
        ["a table and its filter"] = Table,
        ["a filter"] = Filter,
        ["a macro workbook"] = Macros,
        ["formats, validations, panes and protection"] = Furniture,
    };

    /// <summary>Strict workbooks, which openpyxl of Debian does not read.</summary>
    public static IReadOnlyDictionary<string, Func<WorkbookParts>> StrictOnes { get; } = new Dictionary<string, Func<WorkbookParts>>
    {
        ["strict"] = StrictForm,
        ["strict with ISO dates"] = () =>
            StrictForm().Replace(Sheet, "<c r=\"C2\" s=\"1\"><v>44197</v></c>", "<c r=\"C2\" s=\"1\" t=\"d\"><v>2021-01-01</v></c>")
            .Replace(
                Sheet, "<c r=\"C3\" s=\"2\"><v>44230.354166666664</v></c>", "<c r=\"C3\" s=\"2\" t=\"d\"><v>2021-02-03T08:30:00Z</v></c>"),
    };

    /// <summary>All of them by name.</summary>
    public static IEnumerable<KeyValuePair<string, Func<WorkbookParts>>> All => [.. Common, .. StrictOnes, .. Addressed];

    private static WorkbookParts MainPartElsewhere() => Plain
        .Rename(Book, "book/main.xml").Rename(BookRels, "book/_rels/main.xml.rels")
        .Replace("_rels/.rels", Book, "/book/main.xml").Replace(Types, "/xl/workbook.xml", "/book/main.xml")
        .Replace("book/_rels/main.xml.rels", "Target=\"", "Target=\"/xl/");

    private static WorkbookParts SharedElsewhere() => Plain
        .Rename(SharedTexts, "text/strings7.xml").With(SharedTexts, "<sst xmlns=\"x\"><si><t>wrong</t></si></sst>")
        .Replace(BookRels, "sharedStrings.xml", "../text/strings7.xml")
        .Replace(Types, "/xl/sharedStrings.xml", "/text/strings7.xml");

    private static WorkbookParts Inline()
    {
        var parts = Plain.Without(SharedTexts, Styles);
        var sheet = parts[Sheet];
        string[] texts = ["Name", "Job Title", "Since", "Score", "Ann Lee", "VP Sales", "Bo Ek", "Head of IT", "Çığ Öz", "CFO &amp; COO"];
        for (var i = 0; i < texts.Length; i++)
        {
            sheet = sheet.Replace($"t=\"s\"><v>{i}</v>", $"t=\"inlineStr\"><is><t>{texts[i]}</t></is>", StringComparison.Ordinal);
        }

        sheet = sheet.Replace("s=\"1\"><v>44197</v>", "t=\"str\"><v>2021-01-01</v>", StringComparison.Ordinal)
            .Replace("s=\"2\"><v>44230.354166666664</v>", "t=\"str\"><v>2021-02-03 08:30:00</v>", StringComparison.Ordinal);
        return parts.With(Sheet, sheet)
            .With(BookRels, OptionalRelationship().Replace(parts[BookRels], "")).With(Types, OptionalType().Replace(parts[Types], ""));
    }

    private static WorkbookParts Prefixed(WorkbookParts parts, string part) =>
        parts.With(part, Tag().Replace(parts[part].Replace("xmlns=\"", "xmlns:x=\"", StringComparison.Ordinal), "<$1x:$2"));

    private static WorkbookParts EmptyRows() => Plain
        .With(Sheet, Plain[Sheet].Replace("r=\"4\"", "r=\"7\"", StringComparison.Ordinal).Replace("A4\"", "A7\"", StringComparison.Ordinal)
            .Replace("B4\"", "B7\"", StringComparison.Ordinal).Replace("\"D4\"", "\"D7\"", StringComparison.Ordinal)
            .Replace(
                "<row r=\"7\"",
                "<row r=\"5\"/><row r=\"6\" ht=\"30\" customHeight=\"1\"><c r=\"A6\" s=\"1\"/></row><row r=\"7\"",
                StringComparison.Ordinal)
            .Replace("</sheetData>", "<row r=\"9\" s=\"1\" customFormat=\"1\"/></sheetData>", StringComparison.Ordinal));

    private static WorkbookParts AddSheet(this WorkbookParts parts, string name, string state, int number, string rows, bool first) => parts
        .Replace(
            Book, first ? "<sheets>" : "</sheets>", first ? $"<sheets>{Tab(name, state, number)}" : $"{Tab(name, state, number)}</sheets>")
        .With(
            $"xl/worksheets/sheet{number}.xml",
            $"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>")
        .Relate(BookRels, $"rId{10 + number}", "worksheet", $"worksheets/sheet{number}.xml")
        .Type($"xl/worksheets/sheet{number}.xml", "worksheet+xml");

    private static string Tab(string name, string state, int number) =>
        $"<sheet name=\"{name}\" sheetId=\"{number}\" state=\"{state}\" r:id=\"rId{10 + number}\"/>";

    private static WorkbookParts HiddenSheets()
    {
        const string other = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>";
        return Plain.AddSheet("Lists", "hidden", 2, other, first: true).AddSheet("Secret", "veryHidden", 3, other, first: true);
    }

    private static WorkbookParts EmptySheets() =>
        Plain.AddSheet("Sheet2", "visible", 2, "", first: false)
            .AddSheet("Sheet3", "visible", 3, "<row r=\"4\"><c r=\"A4\" s=\"1\"/></row>", first: false);

    private static WorkbookParts ChartSheetFirst() => Plain
        .Replace(Book, "<sheets>", $"<sheets>{Tab("Chart", "visible", 2)}")
        .With(
            "xl/chartsheets/sheet1.xml",
            "<chartsheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheetViews><sheetView workbookViewId=\"0\"/></sheetViews><drawing r:id=\"rId1\"/></chartsheet>")
        .With("xl/drawings/drawing1.xml", Drawing)
        .Relate("xl/chartsheets/_rels/sheet1.xml.rels", "rId1", "drawing", "../drawings/drawing1.xml")
        .Relate(BookRels, "rId12", "chartsheet", "chartsheets/sheet1.xml")
        .Type("xl/drawings/drawing1.xml", "application/vnd.openxmlformats-officedocument.drawing+xml")
        .Type("xl/chartsheets/sheet1.xml", "chartsheet+xml");

    private static WorkbookParts Passengers() => Plain
        .Replace(Sheet, "</sheetData>", "</sheetData><drawing r:id=\"rId1\"/>")
        .With("xl/drawings/drawing1.xml", Drawing)
        .With("xl/media/image1.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0x3C, 0xFF])
        .With(
            "xl/comments1.xml",
            "<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><authors><author>x</author></authors><commentList><comment ref=\"A2\" authorId=\"0\"><text><t>new</t></text></comment></commentList></comments>")
        .With("customXml/item1.xml", "<?xml version=\"1.0\"?><a  b='c'\t/>")
        .Relate(SheetRels, "rId1", "drawing", "../drawings/drawing1.xml")
        .Relate(SheetRels, "rId2", "comments", "../comments1.xml")
        .Relate("xl/drawings/_rels/drawing1.xml.rels", "rId1", "image", "../media/image1.png")
        .Relate(BookRels, "rId30", "customXml", "../customXml/item1.xml")
        .Type("xl/drawings/drawing1.xml", "application/vnd.openxmlformats-officedocument.drawing+xml")
        .Type("xl/comments1.xml", "comments+xml");

    private static WorkbookParts ExternalLink() => Plain
        .Replace(Book, "</sheets>", "</sheets><externalReferences><externalReference r:id=\"rId40\"/></externalReferences>")
        .With(
            "xl/externalLinks/externalLink1.xml",
            "<externalLink xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><externalBook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" r:id=\"rId1\"><sheetNames><sheetName val=\"Old\"/></sheetNames></externalBook></externalLink>")
        .With(
            "xl/externalLinks/_rels/externalLink1.xml.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath\" Target=\"file:///C:\\old%20list.xlsx\" TargetMode=\"External\"/></Relationships>")
        .Relate(BookRels, "rId40", "externalLink", "externalLinks/externalLink1.xml")
        .Type("xl/externalLinks/externalLink1.xml", "externalLink+xml");

    private static WorkbookParts Extensions() => Plain
        .Replace(
            Sheet,
            "<worksheet ",
            "<worksheet xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" mc:Ignorable=\"x14ac xr\" xmlns:x14ac=\"http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac\" xmlns:xr=\"http://schemas.microsoft.com/office/spreadsheetml/2014/revision\" xr:uid=\"{00000000-0001-0000-0000-000000000000}\" ")
        .Replace(Sheet, "<row r=\"2\"", "<row r=\"2\" x14ac:dyDescent=\"0.25\"")
        .Replace(Sheet, "</row><row r=\"3\"", "<extLst><ext uri=\"{x}\"><x14ac:row r=\"9\"/></ext></extLst></row><row r=\"3\"")
        .Replace(
            Sheet,
            "</sheetData>",
            "</sheetData><extLst><ext uri=\"{y}\" xmlns:x14=\"http://schemas.microsoft.com/office/spreadsheetml/2009/9/main\"><x14:conditionalFormattings/></ext></extLst>");

    private static WorkbookParts Formulas() => Plain
        .Replace(Sheet, "<c r=\"D2\"><v>0.5</v></c>", "<c r=\"D2\"><f t=\"shared\" ref=\"D2:D3\" si=\"0\">1/2</f><v>0.5</v></c>")
        .Replace(Sheet, "<c r=\"D3\"><v>12</v></c>", "<c r=\"D3\"><f t=\"array\" ref=\"D3\">SUM({3,4,5})</f><v>12</v></c>")
        .Replace(Sheet, "<c r=\"D4\"><v>-1</v></c>", "<c r=\"D4\"><f>-1</f><v>-1</v></c>")
        .Replace(Sheet, "<c r=\"B2\" t=\"s\"><v>5</v></c>", "<c r=\"B2\" t=\"str\"><f>\"VP \"&amp;\"Sales\"</f><v>VP Sales</v></c>")
        .With(
            "xl/calcChain.xml",
            "<calcChain xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><c r=\"D2\" i=\"1\"/><c r=\"D3\"/><c r=\"D4\"/><c r=\"B2\"/></calcChain>")
        .Relate(BookRels, "rId50", "calcChain", "calcChain.xml").Type("xl/calcChain.xml", "calcChain+xml");

    private static WorkbookParts Table() => Plain
        .Replace(Sheet, "</sheetData>", "</sheetData><tableParts count=\"1\"><tablePart r:id=\"rId1\"/></tableParts>")
        .With(
            "xl/tables/table1.xml",
            "<table xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" id=\"1\" name=\"Leads\" displayName=\"Leads\" ref=\"A1:D4\" totalsRowShown=\"0\"><autoFilter ref=\"A1:D4\"/><sortState ref=\"A2:D4\"><sortCondition ref=\"A2:A4\"/></sortState><tableColumns count=\"4\"><tableColumn id=\"1\" name=\"Name\"/><tableColumn id=\"2\" name=\"Job Title\"/><tableColumn id=\"7\" name=\"Since\"/><tableColumn id=\"4\" name=\"Score\"/></tableColumns><tableStyleInfo name=\"TableStyleMedium2\" showRowStripes=\"1\"/></table>")
        .Relate(SheetRels, "rId1", "table", "../tables/table1.xml").Type("xl/tables/table1.xml", "table+xml");

    private static WorkbookParts Filter() => Plain
        .Replace(
            Sheet,
            "</sheetData>",
            "</sheetData><autoFilter ref=\"A1:D4\"><filterColumn colId=\"1\"><customFilters><customFilter operator=\"notEqual\" val=\"x\"/></customFilters></filterColumn></autoFilter>")
        .Replace(
            Book,
            "</sheets>",
            "</sheets><definedNames><definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"0\" hidden=\"1\">Leads!$A$1:$D$4</definedName><definedName name=\"_xlnm.Print_Area\" localSheetId=\"0\">Leads!$A$1:$D$4</definedName></definedNames>");

    private static WorkbookParts Macros() => Plain
        .Replace(Types, "spreadsheetml.sheet.main+xml", "macro")
            .Replace(Types, "application/vnd.openxmlformats-officedocument.macro", "application/vnd.ms-excel.sheet.macroEnabled.main+xml")
        .With("xl/vbaProject.bin", [0xD0, 0xCF, 0x11, 0xE0, 1, 2, 3])
        .Relate(BookRels, "rId60", "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin");

    private static WorkbookParts Furniture() => Plain
        .Replace(
            Sheet,
            "<sheetData>",
            "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols><col min=\"1\" max=\"2\" width=\"30\" customWidth=\"1\"/><col min=\"5\" max=\"16384\" width=\"9\" hidden=\"1\"/></cols><sheetData>")
        .Replace(
            Sheet,
            "</sheetData>",
            "</sheetData><sheetProtection sheet=\"1\"/><conditionalFormatting sqref=\"D2:D4\"><cfRule type=\"dataBar\" priority=\"1\"><dataBar><cfvo type=\"min\"/><cfvo type=\"max\"/><color rgb=\"FF638EC6\"/></dataBar></cfRule></conditionalFormatting><dataValidations count=\"1\"><dataValidation type=\"list\" sqref=\"B2:B4\"><formula1>\"a,b\"</formula1></dataValidation></dataValidations><pageMargins left=\"0.7\" right=\"0.7\" top=\"0.75\" bottom=\"0.75\" header=\"0.3\" footer=\"0.3\"/>");

    private static WorkbookParts StrictForm()
    {
        var parts = Plain;
        foreach (var part in parts.Names.Where(name => name != Types).ToList())
        {
            parts[part] = parts[part].Replace(
                "http://schemas.openxmlformats.org/spreadsheetml/2006/main", Strict + "spreadsheetml/main", StringComparison.Ordinal)
                .Replace(
                    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                    Strict + "officeDocument/relationships",
                    StringComparison.Ordinal);
        }

        return parts.Replace(Book, "<workbook ", "<workbook conformance=\"strict\" ");
    }

    private static WorkbookParts Zipped(RawZip zip)
    {
        var parts = Plain;
        parts.Zip = zip;
        return parts;
    }

    private static WorkbookParts Reverse(WorkbookParts parts)
    {
        parts.Reversed = true;
        return parts;
    }

    [GeneratedRegex("<c r=\"[A-Z]+[0-9]+\"")]
    private static partial Regex CellName();

    [GeneratedRegex("<row r=\"[0-9]+\"")]
    private static partial Regex RowName();

    [GeneratedRegex("<(/?)([A-Za-z])")]
    private static partial Regex Tag();

    [GeneratedRegex("<Relationship Id=\"rId[23]\"[^>]*/>")]
    private static partial Regex OptionalRelationship();

    [GeneratedRegex("<Override PartName=\"/xl/(styles|sharedStrings)[^>]*/>")]
    private static partial Regex OptionalType();

    /// <summary>The usual style shows spans of time; the numbers of the list are said in another way.</summary>
    private static WorkbookParts NumbersIn(string said) =>
        ((int[])[2, 3, 4]).Aggregate(
            Plain.Replace(Styles, "<cellXfs count=\"3\"><xf numFmtId=\"0\"", "<cellXfs count=\"3\"><xf numFmtId=\"46\""),
            (parts, row) => parts.Replace(Sheet, $"<c r=\"D{row}\">", $"<c r=\"D{row}\"{said}>"));
}
