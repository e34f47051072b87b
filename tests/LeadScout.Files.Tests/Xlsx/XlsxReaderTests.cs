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
    [InlineData("", "")]
    public void A_cell_reads_as_it_shows(string cell, string expected)
    {
        var file = LeadFiles.At(_folder.Write("a.xlsx", Of(Row(1, "Value", "Name") + $"<row r=\"2\">{cell}<c r=\"B2\" t=\"inlineStr\"><is><t>x</t></is></c></row>")));
        Assert.Equal([expected, "x"], Assert.Single(Rows(file)));
    }

    [Fact]
    public void Dates_counted_from_1904_are_the_same_dates()
    {
        var sheet = Row(1, "Date") + "<row r=\"2\"><c r=\"A2\" s=\"1\"><v>42735</v></c></row>";
        Assert.Equal(["2021-01-01"], Assert.Single(Rows(LeadFiles.At(_folder.Write("a.xlsx", Of([("Leads", sheet, "visible")], dates1904: true))))));
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
    public void An_encrypted_workbook_is_refused() => Refuses("is password-protected, or an old .xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);

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
        var bytes = Of([("Leads", Row(1, "a") + Row(2, "x"), "visible"), ("Old leads", Row(1, "a") + Row(2, "y"), "visible"), ("Hidden", "", "hidden")]);
        Refuses("has 2 sheets: 'Leads', 'Old leads', 'Hidden'. Say which with --sheet", bytes);
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
    public void An_empty_first_row_is_refused() => Refuses("the first row is empty, and it must be the header", Of(Row(2, "a") + Row(3, "1")));

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
