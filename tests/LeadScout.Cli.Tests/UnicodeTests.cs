using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>In the real process: how it is built decides whether .NET normalises Unicode at all.</summary>
public sealed class UnicodeTests
{
    [Fact]
    public async Task Texts_that_differ_in_form_alone_are_one_text_to_the_executable()
    {
        using var folder = new Folder();
        folder.Write("leads.csv", "Job Title\n\uFB01nance lead\nFinance  Lead\nMu\u0308ller\nM\u00DCLLER\n");
        folder.Write("answers.tsv", "text\tlabel\nfinance lead\tFinance\nm\u00FCller\tOther\n");

        var run = await LeadScoutProcess.RunAsync(
            folder.Path, null, "classify", "leads.csv", "--question", "department", "--teacher", "recorded:answers.tsv", "--format",
            "json");

        Assert.Equal((4L, 2L, 0L), (run.Number("rows"), run.Number("distinctTexts"), run.Number("undecidedRows")));
    }
}
