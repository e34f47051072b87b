using LeadScout.Files.Tests.Xlsx;
using Xunit;
using static LeadScout.Files.Tests.Xlsx.Workbook;

namespace LeadScout.Cli.Tests;

/// <summary>Workbooks that can't be used as they are, and those that only look so.</summary>
public sealed class BadWorkbookTests
{
    private static readonly string Leads = Row(1, "Id", "Job Title") + Row(2, "1", "CFO");

    public static TheoryData<string, byte[], string[]> Broken => new()
    {
        { "none", "Job Title\nCFO\n"u8.ToArray(), ["is not an XLSX workbook"] },
        { "encrypted", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], ["password-protected"] },
        { "empty file", [], ["is empty"] },
        { "header only", Of(Row(1, "Id", "Job Title")), ["has a header and no rows"] },
        { "no such column", Of(Row(1, "Name", "Firma") + Row(2, "A", "B")), ["no column 'Job Title'", "'Name', 'Firma'", "--column"] },
        { "same header twice", Of(Row(1, "Job Title", "Job Title") + Row(2, "CFO", "CFO")), ["'Job Title' twice", "(column 1)", "(column 2)"] },
        { "ragged", Of(Row(1, "Id", "Job Title") + Row(2, "1", "CFO", "note")), ["row 1", "cell C2", "no name in the header"] },
        { "merged header", Of(Row(1, "Job Title", null, "Id") + Row(2, "CFO", "x", "1"), "<mergeCells count=\"1\"><mergeCell ref=\"A1:B1\"/></mergeCells>"), ["header cells A1:B1 are merged", "Unmerge"] },
        { "several sheets", Of([("Leads", Leads, "visible"), ("Old", Leads, "visible")]), ["has 2 sheets: 'Leads', 'Old'", "--sheet"] },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_broken_workbook_is_refused(string name, byte[] workbook, string[] said)
    {
        using var trial = new Trial();

        Refusal.Check(await ClassifyAsync(trial, workbook), [.. said, "leads.xlsx"]);

        Assert.False(File.Exists(trial.Folder["leads.labelled.xlsx"]), name);
    }

    [Fact]
    public async Task A_sheet_that_is_not_there_gets_the_nearest_and_one_that_is_gets_its_labels()
    {
        using var trial = new Trial();
        var workbook = Of([("Leads", Leads, "visible"), ("Old leads", Leads, "visible")]);

        Refusal.Check(await ClassifyAsync(trial, workbook, "--sheet", "Old lead"), "no sheet 'Old lead'", "'Old leads'");
        var run = await ClassifyAsync(trial, workbook, "--sheet", "Old leads");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.DoesNotContain("Finance", Part(trial.Folder["leads.labelled.xlsx"], "xl/worksheets/sheet1.xml"), StringComparison.Ordinal);
        Assert.Contains("Finance", Part(trial.Folder["leads.labelled.xlsx"], "xl/worksheets/sheet2.xml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<c r=\"A2\" s=\"1\"><v>44197</v></c>", "2021-01-01")]
    [InlineData("<c r=\"A2\" t=\"inlineStr\"><is><t>00420</t></is></c>", "00420")]
    public async Task Dates_and_leading_zeros_are_read_as_they_show_and_kept(string cell, string shown)
    {
        using var trial = new Trial();
        var question = trial.Folder.Write("q.yaml", "name: q\nask: What?\ntext: \"{Value}\"\nlabels: [Seen, Other]\n");
        var answers = trial.Folder.Write("seen.tsv", $"text\tlabel\n{shown}\tSeen\n");
        var list = trial.Folder.Write("leads.xlsx", Of(Row(1, "Value") + $"<row r=\"2\">{cell}</row>"));

        var run = await CommandLine.RunAsync(
            "classify", list, "--question", question, "--teacher", "recorded:" + answers, "--max-error", "0%", "--db", trial.Database);

        Assert.True(run.ExitCode == 0, run.Error);
        var sheet = Part(trial.Folder["leads.labelled.xlsx"], "xl/worksheets/sheet1.xml");
        Assert.Contains(cell, sheet.Replace(" />", "/>", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("Seen", sheet, StringComparison.Ordinal);
    }

    private static Task<Run> ClassifyAsync(Trial trial, byte[] workbook, params string[] more) =>
        trial.ClassifyFileAsync(trial.Folder.Write("leads.xlsx", workbook), "department", more);
}
