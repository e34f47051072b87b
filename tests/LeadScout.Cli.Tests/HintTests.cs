using System.Globalization;
using System.Text;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>A column of the list that says something cheap about a lead.</summary>
public sealed class HintTests
{
    private const int Rows = 900;
    private static readonly string[] Labels = ["Sales", "Marketing", "Finance", "IT"];

    [Fact]
    public async Task A_good_hint_saves_asks_where_the_words_say_nothing()
    {
        using var folder = List();

        var plain = await RunAsync(folder, "plain.db");
        var hinted = await RunAsync(folder, "hinted.db", "--hint", "Vendor");

        Assert.Equal((0, 0), (plain.ExitCode, hinted.ExitCode));
        Assert.True(hinted.Number("askedTexts") < 0.8 * plain.Number("askedTexts"), $"{hinted.Number("askedTexts")} of {plain.Number("askedTexts")}");
        Assert.True(hinted.Json.GetProperty("certificate").GetProperty("holds").GetBoolean());
        Assert.NotEqual(plain.Text("job"), hinted.Text("job"));
    }

    [Fact]
    public async Task A_column_that_is_not_there_is_refused()
    {
        using var folder = List();

        var run = await RunAsync(folder, "x.db", "--hint", "vendr");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("has no column 'vendr'. Did you mean 'vendor'?", run.Error, StringComparison.Ordinal);
        Assert.Contains("--hint", run.Error, StringComparison.Ordinal);
    }

    private static Folder List()
    {
        var folder = new Folder();
        var random = new Random(1);
        var (csv, answers) = (new StringBuilder("Job Title,vendor\n"), new StringBuilder("text\tlabel\n"));
        for (var row = 0; row < Rows; row++)
        {
            var title = string.Concat(Enumerable.Range(0, 8).Select(_ => (char)('a' + random.Next(26))));
            var label = random.Next(Labels.Length);
            csv.Append(CultureInfo.InvariantCulture, $"{title},{Labels[random.Next(100) < 3 ? (label + 1) % Labels.Length : label].ToUpperInvariant()}\n");
            answers.Append(CultureInfo.InvariantCulture, $"{title}\t{Labels[label]}\n");
        }

        folder.Write("leads.csv", csv.ToString());
        folder.Write("answers.tsv", answers.ToString());
        return folder;
    }

    private static Task<Run> RunAsync(Folder folder, string database, params string[] more) => CommandLine.RunAsync(
        ["classify", folder["leads.csv"], "--question", "department", "--teacher", "recorded:" + folder["answers.tsv"], "--db", folder[database], "--max-error", "10%", "--concurrency", "2", "--out", folder["out.csv"], "--format", "json", .. more]);
}
