using System.Text;
using LeadScout.Jobs;
using LeadScout.StandIn;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>Lists that look broken and are not: every row comes out in its place, as it was written.</summary>
public sealed class UncommonListTests
{
    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    public async Task A_delimiter_is_found_and_kept(char delimiter)
    {
        using var trial = new Trial();

        var run = await trial.ClassifyAsync($"Id{delimiter}Job Title\n1{delimiter}CFO\n2{delimiter}Recruiter\n");

        Assert.True(run.ExitCode == 0, run.Error);
        AssertRows(
            Encoding.UTF8.GetString(trial.Folder.Read("leads.labelled.csv")),
            $"1{delimiter}CFO{delimiter}Finance{delimiter}",
            $"2{delimiter}Recruiter{delimiter}HR{delimiter}");
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public async Task A_byte_order_mark_is_understood_and_kept(string name)
    {
        using var trial = new Trial();
        var encoding = Encoding.GetEncoding(name);
        var mark = encoding.GetPreamble();
        var list = trial.Folder.Write("leads.csv", [.. mark, .. encoding.GetBytes("Job Title,Ort\nCFO,Köln\n")]);

        var run = await trial.ClassifyFileAsync(list, "department");

        Assert.True(run.ExitCode == 0, run.Error);
        var output = trial.Folder.Read("leads.labelled.csv");
        Assert.Equal(mark, output[..mark.Length]);
        AssertRows(encoding.GetString(output, mark.Length, output.Length - mark.Length), "CFO,Köln,Finance,");
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF_8_are_refused_until_their_encoding_is_named()
    {
        using var trial = new Trial();
        var list = trial.Folder.Write("leads.csv", [.. "Ort,Job Title\nBonn,CFO\nK"u8, 0xF6, .. "ln,CFO\n"u8]);

        Refusal.Check(
            await trial.ClassifyFileAsync(list, "department"),
            "row 2 (line 3)",
            "the byte at offset 24 is not valid UTF-8 (0xF6)",
            "--encoding windows-1252");
        var run = await trial.ClassifyFileAsync(list, "department", "--encoding", "windows-1252");

        Assert.True(run.ExitCode == 0, run.Error);
        AssertRows(Encoding.Latin1.GetString(trial.Folder.Read("leads.labelled.csv")), "Bonn,CFO,Finance,", "Köln,CFO,Finance,");
    }

    [Fact]
    public async Task A_cell_of_two_megabytes_passes_through()
    {
        using var trial = new Trial();
        var cell = string.Concat(Enumerable.Repeat("a \"\"long\"\" note\n", 130_000));

        var run = await trial.ClassifyAsync($"Note,Job Title\n\"{cell}\",CFO\n");

        Assert.True(run.ExitCode == 0, run.Error);
        var output = Encoding.UTF8.GetString(trial.Folder.Read("leads.labelled.csv"));
        Assert.True(output.Contains($"\n\"{cell}\",CFO,Finance,", StringComparison.Ordinal), "The cell has changed.");
    }

    [Fact]
    public async Task A_text_of_two_megabytes_is_classified_or_undecided_and_its_row_stays()
    {
        using var trial = new Trial();
        var title = new string('x', 2_000_000);

        var run = await trial.ClassifyAsync($"Id,Job Title\n1,{title}\n2,CFO\n");

        Assert.True(run.ExitCode == 0, run.Error);
        var rows = Encoding.UTF8.GetString(trial.Folder.Read("leads.labelled.csv")).Split('\n');
        Assert.True(rows[1].StartsWith($"1,{title},,,undecided:", StringComparison.Ordinal), "The row has changed.");
        Assert.StartsWith("2,CFO,Finance,", rows[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Blank_texts_are_undecided_and_never_sent()
    {
        using var folder = new Folder();
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        var list = folder.Write("leads.csv", "Id,Job Title\n1,\n2,CFO\n3,\"  \"\n4,\u00A0\u3000\n");

        var run = await CommandLine.RunAsync(
            _ => "test-key",
            "classify", list, "--question", "department", "--teacher", "openai:stand-in", "--teacher-url", server.Url.ToString(), "--max-error", "0%", "--db", folder["x.db"], "--format", "json");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(["CFO"], server.Calls.SelectMany(call => call.Items));
        Assert.Equal(3, run.Json.GetProperty("undecidedRowsByReason").GetProperty("blank").GetInt64());
        AssertRows(
            Encoding.UTF8.GetString(folder.Read("leads.labelled.csv")),
            "1,,,,undecided:blank",
            "2,CFO,",
            "3,\"  \",,,undecided:blank",
            "4,\u00A0\u3000,,,undecided:blank");
    }

    // Each row begins so, in this order, and there is no other.
    private static void AssertRows(string output, params string[] beginnings)
    {
        var rows = output.TrimEnd('\n').Split('\n')[1..];
        Assert.Equal(beginnings.Length, rows.Length);
        Assert.All(rows.Zip(beginnings), pair => Assert.StartsWith(pair.Second, pair.First, StringComparison.Ordinal));
    }
}
