using System.IO.Compression;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using static LeadScout.Files.Tests.TestFolder;
using static LeadScout.Files.Tests.Xlsx.WorkbookParts;

namespace LeadScout.Files.Tests.Xlsx;

/// <summary>What names a list's cells, and whether it grows with the added columns.</summary>
public sealed class GrownRangeTests : IDisposable
{
    private const string Table = "xl/tables/table1.xml";

    private readonly TestFolder _folder = new();

    private string Output => _folder.File("a.labelled.xlsx");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_table_grows_with_its_filter_and_the_order_of_its_rows()
    {
        Label(Common("a table and its filter"));

        var table = Part(Table);
        Assert.Contains("ref=\"A1:F4\" totalsRowShown", table, StringComparison.Ordinal);
        Assert.Contains("<autoFilter ref=\"A1:F4\" />", table, StringComparison.Ordinal);
        Assert.Contains("<sortState ref=\"A2:F4\"><sortCondition ref=\"A2:A4\" /></sortState>", table, StringComparison.Ordinal);
        Assert.Contains("<tableColumns count=\"6\">", table, StringComparison.Ordinal);
        Assert.Contains(
            "<tableColumn id=\"8\" name=\"q\" /><tableColumn id=\"9\" name=\"q_confidence\" /></tableColumns>",
            table,
            StringComparison.Ordinal);
        Assert.Contains("<dimension ref=\"A1:F4\" />", Part(Sheet), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ref=\"A1:D4\"", "ref=\"A1:C4\"")]
    [InlineData("totalsRowShown", "headerRowCount=\"0\" totalsRowShown")]
    [InlineData("totalsRowShown", "tableType=\"queryTable\" totalsRowShown")]
    public void A_table_that_is_another_list_than_the_sheets_stays_as_it_is(string what, string with)
    {
        var parts = Common("a table and its filter").Replace(Table, what, with);
        var before = parts[Table];
        Label(parts);
        Assert.Equal(before, Part(Table));
    }

    [Fact]
    public void A_filter_grows_with_its_hidden_name_and_the_print_area_stays()
    {
        Label(Common("a filter"));

        Assert.Contains("<autoFilter ref=\"A1:F4\"><filterColumn colId=\"1\">", Part(Sheet), StringComparison.Ordinal);
        var book = Part(Book);
        Assert.Contains("hidden=\"1\">Leads!$A$1:$F$4</definedName>", book, StringComparison.Ordinal);
        Assert.Contains("Print_Area\" localSheetId=\"0\">Leads!$A$1:$D$4</definedName>", book, StringComparison.Ordinal);
    }

    [Fact]
    public void A_filter_of_some_columns_stays_as_it_is()
    {
        var parts = Common("a filter")
            .Replace(Sheet, "<autoFilter ref=\"A1:D4\">", "<autoFilter ref=\"A1:B4\">")
            .Replace(Book, "\"1\">Leads!$A$1:$D$4", "\"1\">Leads!$A$1:$B$4");
        var before = parts[Book];
        Label(parts);
        Assert.Equal(before, Part(Book));
        Assert.Contains("<autoFilter ref=\"A1:B4\">", Part(Sheet), StringComparison.Ordinal);
    }

    [Fact]
    public void An_over_wide_dimension_is_not_made_narrower()
    {
        Label(Common("an over-wide dimension"));
        Assert.Contains("<dimension ref=\"A1:XFD1048576\" />", Part(Sheet), StringComparison.Ordinal);
    }

    [Fact]
    public void Added_columns_show_though_all_right_of_the_list_is_hidden()
    {
        Label(Common("formats, validations, panes and protection"));
        Assert.Contains(
            "<col min=\"5\" max=\"6\" width=\"9\" /><col min=\"7\" max=\"16384\" width=\"9\" hidden=\"1\" />",
            Part(Sheet),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_tables_row_of_totals_is_no_lead_and_its_header_is_found_below_titles()
    {
        var parts = Common("a table and its filter")
            .Replace(
                Sheet,
                "<row r=\"1\" spans=\"1:4\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"s\"><v>2</v></c><c r=\"D1\" t=\"s\"><v>3</v></c></row>",
                "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>4</v></c></row>")
            .Replace(
                Sheet,
                "<row r=\"2\" spans=\"1:4\"><c r=\"A2\" t=\"s\"><v>4</v></c><c r=\"B2\" t=\"s\"><v>5</v></c><c r=\"C2\" s=\"1\"><v>44197</v></c><c r=\"D2\"><v>0.5</v></c></row>",
                "<row r=\"2\" spans=\"1:4\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\" t=\"s\"><v>1</v></c><c r=\"C2\" t=\"s\"><v>2</v></c><c r=\"D2\" t=\"s\"><v>3</v></c></row>")
            .Replace(Table, "ref=\"A1:D4\" totalsRowShown=\"0\"", "ref=\"A2:D4\" totalsRowCount=\"1\"")
                .Replace(Table, "<autoFilter ref=\"A1:D4\"/>", "<autoFilter ref=\"A2:D3\"/>")
                .Replace(Table, "sortState ref=\"A2:D4\"", "sortState ref=\"A3:D3\"");
        var file = LeadFiles.At(_folder.Write("a.xlsx", parts.ToBytes()));
        using (var reader = file.Open())
        {
            Assert.Equal(["Name", "Job Title", "Since", "Score"], reader.Columns);
            Assert.Equal(
                ["The header is row 2, the first of table 'Leads'. The rows above stay as they are and are not read.", "Row 4 has the totals of a table and is no lead."],
                reader.Notes);
        }

        TestFolder.Label(file, ["q"], _ => ["x"]);

        Assert.Equal([[.. Leads[1], "x"]], Rows(LeadFiles.At(Output)));
        Assert.Contains("ref=\"A2:E4\" totalsRowCount", Part(Table), StringComparison.Ordinal);
        Assert.Contains("<autoFilter ref=\"A2:E3\" />", Part(Table), StringComparison.Ordinal);
    }

    [Fact]
    public void The_chain_of_formulas_goes_when_rows_with_formulas_are_left_out_and_stays_otherwise()
    {
        var file = Label(Common("formulas of every kind"));
        Assert.Contains("calcChain.xml", Part(BookRels), StringComparison.Ordinal);

        TestFolder.Label(file, ["q"], _ => ["x"], limit: 1);

        using var zip = ZipFile.OpenRead(Output);
        Assert.Null(zip.GetEntry("xl/calcChain.xml"));
        Assert.DoesNotContain("calcChain", Part(BookRels), StringComparison.Ordinal);
        Assert.DoesNotContain("calcChain", Part(Types), StringComparison.Ordinal);
        Assert.Equal([[.. Leads[0], "x"]], Rows(LeadFiles.At(Output)));
    }

    [Fact]
    public void A_signature_which_holds_for_the_input_alone_is_said_and_left_out()
    {
        const string kind = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/";
        var parts = Plain
            .With("_xmlsignatures/origin.sigs", "").With("_xmlsignatures/sig1.xml", "<Signature/>")
            .Relate("_rels/.rels", "rId9", kind + "origin", "_xmlsignatures/origin.sigs")
            .Relate("_xmlsignatures/_rels/origin.sigs.rels", "rId1", kind + "signature", "sig1.xml")
            .Type("_xmlsignatures/sig1.xml", "application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml");
        var file = Label(parts);

        using (var reader = file.Open())
        {
            Assert.Contains("The workbook is signed", Assert.Single(reader.Notes), StringComparison.Ordinal);
        }

        using var zip = ZipFile.OpenRead(Output);
        Assert.DoesNotContain(zip.Entries, entry => entry.FullName.StartsWith("_xmlsignatures", StringComparison.Ordinal));
        Assert.DoesNotContain("ignature", Part("_rels/.rels") + Part(Types), StringComparison.Ordinal);
    }

    private static WorkbookParts Common(string kind) => OddWorkbooks.Common[kind]();

    private LeadFile Label(WorkbookParts parts)
    {
        var file = LeadFiles.At(_folder.Write("a.xlsx", parts.ToBytes()));
        TestFolder.Label(file, ["q", "q_confidence"], _ => ["x", "0.97"]);
        return file;
    }

    private string Part(string part) => Workbook.Part(Output, part);
}
