using System.Xml.Linq;
using LeadScout.Questions;
using static LeadScout.Files.Tests.TestFolder;
using static LeadScout.Files.Tests.Xlsx.Workbook;

namespace LeadScout.Files.Tests.Xlsx;

public sealed class XlsxWriterTests : IDisposable
{
    private const string Sheet = "xl/worksheets/sheet1.xml";

    private readonly TestFolder _folder = new();

    private string Output => _folder.File("a.labelled.xlsx");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Cells_are_appended_and_everything_else_stays()
    {
        var date = "<c r=\"B2\" s=\"1\"><v>44197</v></c>";
        var formula = "<row r=\"4\" ht=\"30\"><c r=\"A4\"><f>1+1</f><v>2</v></c></row>";
        var after = "<autoFilter ref=\"A1:B4\"/>";
        var path = _folder.Write("a.xlsx", Of(Row(1, "a", "b") + $"<row r=\"2\">{Text(0, 2, "00420")}{date}</row><row r=\"3\"/>" + formula, after));
        Label(LeadFiles.At(path), ["q", "q_confidence"], r => [$"is {r.Value(0).ToString()} & <more>", "0.97"]);

        Assert.Equal(
            [["00420", "2021-01-01", "is 00420 & <more>", "0.97"], ["2", "", "is 2 & <more>", "0.97"]],
            Rows(LeadFiles.At(Output)));
        var sheet = Part(Output, Sheet);
        Assert.Contains(date, Plain(sheet), StringComparison.Ordinal);
        Assert.Contains("<row r=\"4\" ht=\"30\"><c r=\"A4\"><f>1+1</f><v>2</v></c><c r=\"C4\"", Plain(sheet), StringComparison.Ordinal);
        Assert.Contains("<autoFilter ref=\"A1:D4\"/>", Plain(sheet), StringComparison.Ordinal);
        Assert.Contains("<dimension ref=\"A1:D3\"/>", Plain(sheet), StringComparison.Ordinal);
        Assert.Contains("<c r=\"D2\"><v>0.97</v></c>", Plain(sheet), StringComparison.Ordinal);
        Assert.DoesNotContain("spans", sheet, StringComparison.Ordinal);
        Assert.Equal("<kept/>", Part(Output, "docProps/app.xml"));
    }

    [Fact]
    public void The_same_input_gives_the_same_bytes()
    {
        var file = LeadFiles.At(_folder.Write("a.xlsx", Of(Row(1, "a", "b") + Row(2, "1", "2"))));
        Label(file, ["q"], _ => ["x"]);
        var first = File.ReadAllBytes(Output);
        Label(file, ["q"], _ => ["x"]);
        Assert.Equal(first, File.ReadAllBytes(Output));
    }

    [Fact]
    public void Only_the_chosen_sheet_changes()
    {
        var path = _folder.Write(
            "a.xlsx", Of([("One", Row(1, "a") + Row(2, "x"), "visible"), ("Two", Row(1, "b") + Row(2, "y"), "visible")]));
        Label(LeadFiles.At(path, options: new LeadFileOptions(Sheet: "Two")), ["q"], _ => ["z"]);
        Assert.Equal(Part(path, Sheet), Part(Output, Sheet));
        Assert.Equal(["y", "z"], Assert.Single(Rows(LeadFiles.At(Output, options: new LeadFileOptions(Sheet: "Two")))));
    }

    [Fact]
    public void An_empty_formatted_cell_gives_way()
    {
        var path = _folder.Write("a.xlsx", Of(Row(1, "a") + "<row r=\"2\">" + Text(0, 2, "x") + "<c r=\"B2\" s=\"1\"/></row>"));
        Label(LeadFiles.At(path), ["q"], _ => ["z"]);
        Assert.Equal(["x", "z"], Assert.Single(Rows(LeadFiles.At(Output))));
        Assert.Single(XDocument.Parse(Part(Output, Sheet)).Descendants(), c => (string?)c.Attribute("r") == "B2");
    }

    [Fact]
    public void A_blank_lead_without_a_row_gets_one()
    {
        var path = _folder.Write("a.xlsx", Of(Row(1, "a") + Row(3, "x")));
        Label(LeadFiles.At(path), ["q"], r => [$"row {r.Row}"]);
        Assert.Equal([["", "row 1"], ["x", "row 2"]], Rows(LeadFiles.At(Output)));
    }

    [Fact]
    public void Leads_beyond_the_last_one_written_are_left_out()
    {
        var path = _folder.Write("a.xlsx", Of(Row(1, "a") + Row(2, "x") + Row(3, "y")));
        Label(LeadFiles.At(path), ["q"], _ => ["z"], limit: 1);
        Assert.Equal(["x", "z"], Assert.Single(Rows(LeadFiles.At(Output))));
    }

    [Fact]
    public void A_writer_that_is_not_completed_leaves_nothing()
    {
        var file = LeadFiles.At(_folder.Write("a.xlsx", Of(Row(1, "a") + Row(2, "x"))));
        using (var reader = file.Open())
        using (file.Create(reader, [Column("q")]))
        {
        }

        Assert.Equal(["a.xlsx"], _folder.Names());
    }

    [Fact]
    public async Task Workbooks_of_thousands_of_leads_that_openpyxl_has_written_pass_through()
    {
        foreach (var list in SampleLists.Csv)
        {
            var (workbook, output) = (_folder.File("written.xlsx"), _folder.File("labelled.xlsx"));
            await SampleLists.WriteWorkbookAsync(list, workbook);
            var before = Rows(LeadFiles.At(workbook));
            Assert.Equal(Rows(LeadFiles.At(list)), before);
            Label(LeadFiles.At(workbook, output), ["q"], r => [$"label {r.Row}"]);
            Assert.Equal(before.Select((r, i) => (string[])[.. r, $"label {i + 1}"]), Rows(LeadFiles.At(output)));
        }
    }

    [Fact]
    public void Carriage_returns_and_blanks_in_text_stay_as_they_are()
    {
        const string text = "<is><t xml:space=\"preserve\"> a&#xD;&#xA;b_x000D_c\td </t></is>";
        var path = _folder.Write("a.xlsx", Of(Row(1, "a") + $"<row r=\"2\"><c r=\"A2\" t=\"inlineStr\">{text}</c></row>"));
        Label(LeadFiles.At(path), ["q"], _ => ["l\r\n_x000D_"]);

        Assert.Contains(text.Replace("&#xA;", "\n", StringComparison.Ordinal), Part(Output, Sheet), StringComparison.Ordinal);
        Assert.Equal([" a\r\nb\rc\td ", "l\r\n_x000D_"], Assert.Single(Rows(LeadFiles.At(Output))));
    }

    private static string Plain(string xml) => xml.Replace(" />", "/>", StringComparison.Ordinal);
}
