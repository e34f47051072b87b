using System.Text;
using static LeadScout.Files.Tests.TestFolder;
using static LeadScout.Files.Tests.Xlsx.Workbook;

namespace LeadScout.Files.Tests.Xlsx;

public sealed class XlsxReaderTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("<c r=\"A2\" t=\"inlineStr\"><is><t>00420</t></is></c>", "00420")]
    [InlineData("<c r=\"A2\"><v>420</v></c>", "420")]
    [InlineData("<c r=\"A2\"><v>0.30000000000000004</v></c>", "0.3")]
    [InlineData("<c r=\"A2\"><v>-1234567.5</v></c>", "-1234567.5")]
    [InlineData("<c r=\"A2\"><v>491701234567890</v></c>", "491701234567890")]
    [InlineData("<c r=\"A2\"><v>1E-5</v></c>", "0.00001")]
    [InlineData("<c r=\"A2\"><v>1E300</v></c>", "1E+300")]
    [InlineData("<c r=\"A2\" s=\"1\"><v>44197</v></c>", "2021-01-01")]
    [InlineData("<c r=\"A2\" s=\"2\"><v>44197.354166666664</v></c>", "2021-01-01 08:30:00")]
    [InlineData("<c r=\"A2\" s=\"3\"><v>1.5</v></c>", "1.12:00:00")]
    [InlineData("<c r=\"A2\" t=\"b\"><v>1</v></c>", "TRUE")]
    [InlineData("<c r=\"A2\" t=\"b\"><v>0</v></c>", "FALSE")]
    [InlineData("<c r=\"A2\" t=\"e\"><v>#N/A</v></c>", "#N/A")]
    [InlineData("<c r=\"A2\"><f>1+1</f><v>2</v></c>", "2")]
    [InlineData("<c r=\"A2\" t=\"str\"><f>\"a\"</f><v>VP</v></c>", "VP")]
    [InlineData("<c r=\"A2\" s=\"2\"><v>0.5</v></c>", "12:00:00")]
    [InlineData("<c r=\"A2\" s=\"1\"><v>1</v></c>", "1900-01-01")]
    [InlineData("<c r=\"A2\" s=\"1\"><v>-5</v></c>", "-5")]
    [InlineData("<c r=\"A2\" s=\"1\"><v>99999999</v></c>", "99999999")]
    [InlineData("<c r=\"A2\" s=\"99\"><v>7</v></c>", "7")]
    [InlineData("<c r=\"A2\" t=\"d\"><v>2021-01-01T08:30:00</v></c>", "2021-01-01 08:30:00")]
    [InlineData("<c r=\"A2\" t=\"d\"><v>T08:30:00</v></c>", "08:30:00")]
    [InlineData("<c r=\"A2\"><v>12a</v></c>", "12a")]
    [InlineData("<c r=\"A2\" t=\"str\"><f>\"\"</f><v></v></c>", "")]
    [InlineData("<c r=\"A2\" t=\"inlineStr\"><is><t>a&#13;&#10;b_x000D_c_x005F_x000D_</t></is></c>", "a\r\nb\rc_x000D_")]
    [InlineData("<c r=\"A2\" t=\"inlineStr\"><is><t xml:space=\"preserve\">  </t></is></c>", "  ")]
    [InlineData("<c r=\"A2\" t=\"inlineStr\"><v>VP</v></c>", "VP")]
    [InlineData("<c r=\"A2\"><is><r><t>V</t></r><r><t>P</t></r><rPh sb=\"0\" eb=\"1\"><t>x</t></rPh></is></c>", "VP")]
    [InlineData("<c r=\"a2\"><v> 5 </v></c>", "5")]
    [InlineData("", "")]
    public void A_cell_reads_as_it_shows(string cell, string expected)
    {
        var file = LeadFiles.At(
            _folder.Write("a.xlsx", Of(Row(1, "Value", "Name") + $"<row r=\"2\">{cell}<c r=\"B2\" t=\"inlineStr\"><is><t>x</t></is></c></row>")));
        Assert.Equal([expected, "x"], Assert.Single(Rows(file)));
    }

    [Theory]
    [InlineData("<c r=\"A2\"><f>NOW()</f></c>", true)]
    [InlineData("<c r=\"A2\"><f>NOW()</f><v></v></c>", true)]
    [InlineData("<c r=\"A2\"><f>NOW()</f><v/></c>", true)]
    [InlineData("<c r=\"A2\" t=\"str\"><f>\"\"</f><v></v></c>", false)]
    [InlineData("<c r=\"A2\"><f>1+1</f><v>2</v></c>", false)]
    [InlineData("<c r=\"A2\"><v></v></c>", false)]
    [InlineData("", false)]
    public void A_formula_without_a_result_is_told_from_an_empty_cell(string cell, bool isUncomputed)
    {
        using var reader = LeadFiles.At(
            _folder.Write("a.xlsx", Of(Row(1, "Value", "Name") + $"<row r=\"2\">{cell}<c r=\"B2\"><v>1</v></c></row>"))).Open();
        Assert.True(reader.Read());
        Assert.Equal(isUncomputed, reader.IsUncomputed(0));
        Assert.Equal("", isUncomputed ? reader.Value(0).ToString() : "");
    }

    [Fact]
    public void Of_a_list_with_one_column_blank_rows_between_are_leads_and_those_behind_are_none()
    {
        var file = LeadFiles.At(
            _folder.Write("a.xlsx", Of(Row(1, "a") + Row(3, "x") + "<row r=\"4\"><c r=\"A4\" s=\"1\"/></row>" + Row(5, "y") + "<row r=\"9\"/><row r=\"1048576\" hidden=\"1\"/>")));
        Assert.Equal([[""], ["x"], [""], ["y"]], Rows(file));
    }

    [Fact]
    public void A_row_that_shows_nothing_is_no_lead()
    {
        var file = LeadFiles.At(
            _folder.Write("a.xlsx", Of(Row(1, "a", "b") + Row(2, "1", "2") + "<row r=\"3\"><c r=\"A3\" t=\"str\"><f>\"\"</f><v></v></c></row>")));
        Assert.Equal([["1", "2"]], Rows(file));
    }

    [Fact]
    public void The_header_may_be_named_by_its_row()
    {
        var path = _folder.Write("a.xlsx", Of(Row(1, "Our leads") + Row(3, "a", "b") + Row(4, "1", "2")));
        using var reader = LeadFiles.At(path, options: new LeadFileOptions { HeaderRow = 3 }).Open();
        Assert.Equal(["a", "b"], reader.Columns);
        Assert.Equal("XLSX, sheet 'Leads', header in row 3", reader.Dialect);
        Assert.True(reader.Read());
        Assert.Equal("1", reader.Value(0).ToString());
        Assert.Contains(
            "If the header is another row than 1, say which with HeaderRow",
            Refused(() => Rows(LeadFiles.At(path))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "row 2 is empty, and HeaderRow says",
            Refused(() => LeadFiles.At(path, options: new LeadFileOptions { HeaderRow = 2 }).Open()).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "row 9 is empty, and HeaderRow says",
            Refused(() => LeadFiles.At(path, options: new LeadFileOptions { HeaderRow = 9 }).Open()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Dates_counted_from_1904_are_the_same_dates()
    {
        var sheet = Row(1, "Date") + "<row r=\"2\"><c r=\"A2\" s=\"1\"><v>42735</v></c></row>";
        Assert.Equal(
            ["2021-01-01"], Assert.Single(Rows(LeadFiles.At(_folder.Write("a.xlsx", Of([("Leads", sheet, "visible")], dates1904: true))))));
    }

    [Fact]
    public void A_row_with_nothing_in_it_is_no_lead()
    {
        var file = LeadFiles.At(_folder.Write("a.xlsx", Of(Row(1, "a", "b") + Row(3, "1", null) + "<row r=\"4\"/>" + Row(5, null, "2"))));
        Assert.Equal([["1", ""], ["", "2"]], Rows(file));
    }

    [Fact]
    public void Text_that_is_no_workbook_is_refused() => Refuses("is not an XLSX workbook", "Name,Title\n"u8.ToArray());

    [Fact]
    public void A_ZIP_that_is_no_workbook_is_refused()
    {
        using var bytes = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(bytes, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry("readme.txt").Open().Dispose();
        }

        Refuses("no XLSX workbook: it has no xl/workbook.xml", bytes.ToArray());
    }

    [Fact]
    public void An_encrypted_workbook_is_refused() =>
        Refuses("is password-protected, or an old .xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);

    [Fact]
    public void An_empty_file_is_refused() => Refuses("is empty", []);

    [Fact]
    public void A_damaged_workbook_is_refused()
    {
        var bytes = Of(Row(1, "a") + Row(2, "b"));
        Refuses("is damaged", bytes[..^30]);
    }

    [Fact]
    public void A_broken_sheet_is_refused() => Refuses("is damaged", Of(Row(1, "a") + Row(2, "b") + "<row r=\"3\"></oops>"));

    [Fact]
    public void Several_sheets_are_refused_with_their_names_until_one_is_named()
    {
        var bytes = Of(
            [("Leads", Row(1, "a") + Row(2, "x"), "visible"), ("Old leads", Row(1, "a") + Row(2, "y"), "visible"), ("Hidden", "", "hidden")]);
        Refuses("has 2 sheets: 'Leads', 'Old leads', 'Hidden'. Say which with Sheet", bytes);
        Assert.Equal(["y"], Assert.Single(Rows(LeadFiles.At(_folder.File("a.xlsx"), options: new LeadFileOptions(Sheet: "old leads")))));
        var message = Refused(() => LeadFiles.At(_folder.File("a.xlsx"), options: new LeadFileOptions(Sheet: "Old lead")).Open()).Message;
        Assert.Contains("has no sheet 'Old lead'. Did you mean 'Old leads'?", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_only_visible_sheet_needs_no_name()
    {
        var path = _folder.Write("a.xlsx", Of([("Lists", Row(1, "z"), "hidden"), ("Leads", Row(1, "a") + Row(2, "x"), "visible")]));
        Assert.Equal(["x"], Assert.Single(Rows(LeadFiles.At(path))));
    }

    [Fact]
    public void Merged_header_cells_are_refused() => Refuses(
        "the header cells A1:B1 are merged. Unmerge them",
        Of(Row(1, "a", null, "c") + Row(2, "1", "2", "3"), "<mergeCells count=\"2\"><mergeCell ref=\"A9:A10\"/><mergeCell ref=\"A1:B1\"/></mergeCells>"));

    [Fact]
    public void A_blank_header_cell_is_called_by_its_place()
    {
        using var reader = LeadFiles.At(_folder.Write("a.xlsx", Of(Row(1, "a", null, "c") + Row(2, "1", "2", "3")))).Open();
        Assert.Equal(["a", "column 2", "c"], reader.Columns);
    }

    [Fact]
    public void A_name_that_stands_twice_is_called_by_its_place_too()
    {
        using var reader = LeadFiles.At(_folder.Write("a.xlsx", Of(Row(1, "a", "a") + Row(2, "1", "2")))).Open();
        Assert.Equal(["a (column 1)", "a (column 2)"], reader.Columns);
    }

    [Fact]
    public void An_empty_first_row_is_refused() =>
        Refuses("the first row is empty, and it must be the header", Of(Row(2, "a") + Row(3, "1")));

    [Fact]
    public void An_empty_sheet_is_refused() => Refuses("the first row is empty", Of(""));

    [Fact]
    public void A_header_without_rows_is_refused() => Refuses("has a header and no rows", Of(Row(1, "a", "b")));

    [Fact]
    public void A_value_right_of_the_header_is_refused() =>
        Refuses("row 1: cell C2 has a value, but column C has no name in the header", Of(Row(1, "a", "b") + Row(2, "1", "2", "note")));

    private void Refuses(string expected, byte[] bytes)
    {
        var path = _folder.Write("a.xlsx", bytes);
        var message = Refused(() => Rows(LeadFiles.At(path))).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains(path, message, StringComparison.Ordinal);
    }
}
