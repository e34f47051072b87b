using System.Text;
using LeadScout.Llm.Recorded;
using LeadScout.StandIn;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>Why rows stay blank, for whoever looks: while the job runs, in its report, and afterwards.</summary>
public sealed class GivenUpTests
{
    // In the texts that are given up and nowhere else: of those, a database keeps only keys.
    private const string Mark = "Zwetschge";

    [Fact]
    public async Task What_a_model_said_instead_of_a_label_is_told_but_no_words_of_a_lead()
    {
        using var folder = new Folder();
        var titles = Enumerable.Range(0, 24).Select(i => i % 6 == 5 ? $"{Mark}n-Ernte {i}" : $"Vertrieb {i}").ToArray();
        folder.Write("leads.csv", "Job Title\n" + string.Join('\n', titles) + "\n");
        folder.Write("answers.tsv", "text\tlabel\n" + string.Join('\n', titles.Select((title, i) => $"{title}\t{(i % 6 != 5 ? "Sales" : i == 5 ? $"{Mark.ToUpperInvariant()}N aller Art" : "Obstbau")}")) + "\n");
        await using var server = await StandInServer.StartAsync(new StandInOptions { Answers = Recording.Load(folder["answers.tsv"]) });
        string[] args = ["--db", folder["x.db"], "--format"];

        var run = await CommandLine.RunAsync(
            ["classify", folder["leads.csv"], "--question", "department", "--teacher", "stand-in", "--teacher-url", server.Url.ToString(), "--max-error", "0%", .. args, "json"]);
        var shown = await CommandLine.RunAsync(["jobs", "show", run.Text("job")!, .. args, "text"]);

        Assert.Equal((0, 4), (run.ExitCode, run.Number("undecidedRows")));
        Assert.Equal(
            [("not one of the labels: \"Obstbau\"", 3), ("not one of the labels (what was said repeats a lead's text)", 1)],
            run.Json.GetProperty("givenUp").EnumerateArray().Select(given => (given.GetProperty("reason").GetString()!, given.GetProperty("texts").GetInt32())));
        Assert.Contains("given up (the last: not one of the labels: \"Obstbau\")", run.Error, StringComparison.Ordinal);
        Assert.Contains("3 texts: not one of the labels: \"Obstbau\"", shown.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(Mark, run.Error + run.Out + shown.Out, StringComparison.OrdinalIgnoreCase);
        foreach (var file in Directory.EnumerateFiles(folder.Path, "x.db*"))
        {
            Assert.DoesNotContain(
                Mark,
                Encoding.UTF8.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)),
                StringComparison.OrdinalIgnoreCase);
        }
    }
}
