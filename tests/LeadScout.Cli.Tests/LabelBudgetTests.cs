using System.Text.Json;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>Budgets by label on the command line: how they are written, what they prove, how that is told.</summary>
public sealed class LabelBudgetTests
{
    private const int Rows = 1_500;
    private static readonly string[] Labels = ["Sales", "50%", "A=B", "Other"];

    [Fact]
    public async Task What_is_proven_of_each_label_is_in_the_table_and_in_the_json()
    {
        using var folder = new Folder();

        var text = await RunAsync(folder, "--max-error", "5%", "--max-error", "Sales=3%", "--min-recall", "Sales=90%");
        var json = await RunAsync(folder, "--max-error", "5%", "--max-error", "Sales=3%", "--min-recall", "Sales=90%", "--format", "json");

        Assert.True(text.ExitCode == 0, text.Error);
        Assert.Contains("wrong at most", text.Out, StringComparison.Ordinal);
        Assert.Contains("proven: at most 3 % wrong", text.Out, StringComparison.Ordinal);
        Assert.Contains("hold together with 95 % confidence", text.Out, StringComparison.Ordinal);
        var certificate = json.Json.GetProperty("certificate");
        var labels = certificate.GetProperty("labels").EnumerateArray().ToArray();
        Assert.Equal(Labels, labels.Select(label => label.GetProperty("label").GetString()));
        Assert.True(certificate.GetProperty("holds").GetBoolean());
        Assert.True(labels[0] is var sales && sales.GetProperty("errorAtMost").GetDouble() <= 0.03 && sales.GetProperty("recallAtLeast").GetDouble() >= 0.9);
        Assert.Equal(JsonValueKind.Null, labels[1].GetProperty("maxError").ValueKind);
    }

    [Theory]
    [InlineData("50%=10%", "50%", 0.1)]
    [InlineData("A=B=0.1", "A=B", 0.1)]
    [InlineData(" Sales = 10 % ", "Sales", 0.1)]
    [InlineData("Other=0", "Other", 0)]
    public async Task A_label_may_hold_an_equals_sign_or_a_per_cent_sign(string budget, string label, double share)
    {
        using var folder = new Folder();

        var run = await RunAsync(folder, "--max-error", "5%", "--max-error", budget, "--format", "json");

        Assert.True(run.ExitCode == 0, run.Error);
        var stated = run.Json.GetProperty("certificate").GetProperty("labels").EnumerateArray()
            .Single(one => one.GetProperty("maxError").ValueKind != JsonValueKind.Null);
        Assert.Equal((label, share), (stated.GetProperty("label").GetString(), stated.GetProperty("maxError").GetDouble()));
    }

    [Theory]
    [InlineData("--max-error 2% --max-error 3%", "--max-error states the share of the whole list twice")]
    [InlineData("--max-error Sales=2% --max-error Sales=2%", "--max-error states the share of the label 'Sales' twice")]
    [InlineData("--max-error Sales=100%", "--max-error can't be 'Sales=100%'")]
    [InlineData("--max-error Sales=", "--max-error can't be 'Sales='")]
    [InlineData("--max-error =1%", "--max-error can't be '=1%'")]
    [InlineData("--max-error Sales", "--max-error can't be 'Sales'")]
    [InlineData("--min-recall 95%", "--min-recall can't be '95%'")]
    [InlineData("--min-recall Sales=0%", "--min-recall can't be 'Sales=0%'")]
    [InlineData("--min-recall Sales=101%", "--min-recall can't be 'Sales=101%'")]
    [InlineData("--max-error Slaes=1%", "There is a budget for the label 'Slaes', but no question has it. Did you mean 'Sales'?")]
    [InlineData("--max-error Sale=1%", "Did you mean 'Sales'? The labels are Sales, 50%, A=B, Other.")]
    public async Task What_is_no_budget_is_refused_with_what_is(string options, string says)
    {
        using var folder = new Folder();

        var run = await RunAsync(folder, options.Split(' '));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("max-error: 100%", "line 5: 'max-error' can't be '100%'")]
    [InlineData("min-recall: 0", "line 5: 'min-recall' can't be '0'")]
    [InlineData("max-errors: 1%", "Did you mean 'max-error'?")]
    public async Task A_budget_in_a_questions_file_is_checked_with_its_line(string budget, string says)
    {
        using var folder = new Folder();
        var question = folder.Write("q.yaml", $"name: kind\nask: Which kind?\ntext: \"{{Title}}\"\nlabels:\n  - {{name: Sales, {budget}}}\n  - Other\n");

        var run = await CommandLine.RunAsync("questions", "check", question);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_budget_in_a_questions_file_counts_and_is_shown_and_forecast()
    {
        using var folder = new Folder();
        Write(folder, "  - {name: Sales, max-error: 3%, min-recall: 90%}");

        var shown = await CommandLine.RunAsync("questions", "show", folder["q.yaml"]);
        var estimate = await RunAsync(folder, false, ["--max-error", "5%"], "estimate");
        var run = await RunAsync(folder, false, ["--max-error", "5%"]);

        Assert.Contains("at most 3 % wrong, at least 90 % found", shown.Out, StringComparison.Ordinal);
        Assert.Contains("of these for the budgets by label", estimate.Out, StringComparison.Ordinal);
        Assert.Contains("proven: at most 3 % wrong, at least 90 % found", run.Out, StringComparison.Ordinal);
    }

    private static Task<Run> RunAsync(Folder folder, params string[] more) => RunAsync(folder, true, more);

    private static Task<Run> RunAsync(Folder folder, bool writes, string[] more, string command = "classify")
    {
        if (writes)
        {
            Write(folder, "  - Sales");
        }

        return CommandLine.RunAsync(
            [command, folder["list.csv"], "--question", folder["q.yaml"], "--teacher", "recorded:" + folder["answers.tsv"], "--db", folder["x.db"], .. more]);
    }

    private static void Write(Folder folder, string sales)
    {
        string[] titles = [.. Enumerable.Range(0, Rows).Select(i => $"{(i % 8) switch { < 4 => "sales", < 6 => "percent", 6 => "letter", _ => "rest" }} clerk {(i * 7919) % 10007:x}")];
        folder.Write("list.csv", "Title\n" + string.Concat(titles.Select(title => title + "\n")));
        folder.Write("answers.tsv", "text\tlabel\n" + string.Concat(titles.Select(title => $"{title}\t{LabelOf(title)}\n")));
        folder.Write("q.yaml", $"name: kind\nask: Which kind?\ntext: \"{{Title}}\"\nlabels:\n{sales}\n  - \"50%\"\n  - \"A=B\"\n  - Other\n");
    }

    private static string LabelOf(string title) => Labels[title[0] switch { 's' => 0, 'p' => 1, 'l' => 2, _ => 3 }];
}
