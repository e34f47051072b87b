using System.Globalization;
using System.Text;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>Lists that have labels already: some are kept, the others decided, in columns of another name.</summary>
public sealed class KeepTests
{
    private const int Titles = 400;
    private static readonly string[] Labels = ["Sales", "Marketing", "Finance", "IT"];

    [Fact]
    public async Task Only_rows_without_a_label_are_asked_about_and_the_certificate_says_so()
    {
        using var trial = new KeepTrial();
        var list = trial.List("half.csv", row => row % 2 == 0 ? "" : KeepTrial.WrongLabelOf(row));

        var json = await trial.RunAsync(list, "--keep", "department", "--out-column", "dept", "--format", "json");
        var text = await trial.RunAsync(list, "--keep", "department", "--out-column", "dept");

        Assert.True(json.ExitCode == 0, json.Error);
        Assert.Equal((400L, 0L, 800L), (json.Json.GetProperty("keptRows").GetInt64(), json.Number("undecidedRows"), json.Number("rows")));
        Assert.InRange(json.Number("askedTexts"), 1, 200);
        Assert.All(trial.Rows("half.labelled.csv"), (row, i) => Assert.Equal(
            i % 2 == 0 ? [KeepTrial.WrongLabelOf(i + 1), KeepTrial.WrongLabelOf(i + 1), "kept"] : ["", KeepTrial.LabelOf(i + 1)], row[1..].Where((_, at) => at is 0 or 1 || (at == 3 && i % 2 == 0))));
        Assert.Contains("That is about the 400 rows decided here; no audit covers the 400 rows that kept their label.", string.Join(' ', text.Out.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Contains("the label that the list had; not looked at", text.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_budget_is_a_share_of_the_rows_that_are_decided()
    {
        using var trial = new KeepTrial();
        // One row in ten is decided: a tenth of these may be wrong at 10 %, not a tenth of all.
        var list = trial.List("most.csv", row => row % 10 == 0 ? "" : KeepTrial.LabelOf(row));

        var run = await trial.RunAsync(list, "--keep", "department", "--out-column", "dept", "--max-error", "10%", "--format", "json");

        var student = run.Json.GetProperty("rowsBySource").GetProperty("student").GetInt64();
        Assert.True(run.Json.GetProperty("certificate").GetProperty("upperBound").GetDouble() <= 0.1);
        Assert.True(student < 80, "Of 80 rows at most 8 may be wrong: the student can't decide all.");
    }

    [Fact]
    public async Task A_reopened_label_is_decided_anew_whatever_its_spelling()
    {
        using var trial = new KeepTrial();
        var list = trial.List("old.csv", row => KeepTrial.WrongLabelOf(row));

        var run = await trial.RunAsync(list, "--keep", "DEPARTMENT", "--reopen", "sales", "--reopen", "it", "--out-column", "dept", "--max-error", "0%", "--format", "json");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.All(trial.Rows("old.labelled.csv"), (row, i) => Assert.Equal(
            row[1] is "Sales" or "IT" ? (KeepTrial.LabelOf(i + 1), "teacher") : (row[1], "kept"), (row[2], row[4])));
    }

    [Fact]
    public async Task A_text_whose_rows_disagree_and_one_whose_answer_is_known_are_not_kept()
    {
        using var trial = new KeepTrial();
        var first = trial.Folder.Write("first.csv", "Job Title\nTitle 7\n");
        await trial.RunAsync(first, "--max-error", "0%");
        var list = trial.Folder.Write("given.csv", "Job Title,department\nTitle 1,Sales\nTitle 1,IT\nTitle 2,IT\nTitle 7,IT\nTitle 3,Nonsense\n,IT\n");

        var run = await trial.RunAsync(list, "--keep", "department", "--out-column", "dept", "--max-error", "0%");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(
            ["teacher", "teacher", "kept", "exact", "teacher", "undecided:blank"], trial.Rows("given.labelled.csv").Select(row => row[4]));
        Assert.Equal([KeepTrial.LabelOf(7), KeepTrial.LabelOf(3)], trial.Rows("given.labelled.csv").Skip(3).Take(2).Select(row => row[2]));
    }

    [Theory]
    [InlineData("--reopen Sales --out-column d", "--reopen speaks of labels that are kept")]
    [InlineData("--keep department --reopen Slaes --out-column d", "Did you mean 'Sales'?")]
    [InlineData("--keep departmnt --out-column d", "has no column 'departmnt'. Did you mean 'department'?")]
    [InlineData("--keep department", "name the new columns with --out-column department_2")]
    [InlineData("--out-column DEPARTMENT", "has a column 'DEPARTMENT' already")]
    [InlineData("--out-column d --out-column e", "--out-column names the column of the question 'department' 2 times")]
    [InlineData("--out-column \u0020", "a column has a name")]
    [InlineData("--keep department --out-column d --question seniority", "--out-column 'd': of which question?")]
    [InlineData("--keep department --out-column department=d --question seniority", "--keep keeps the labels of one question")]
    public async Task What_can_not_be_is_refused_before_anything_is_asked(string options, string says)
    {
        using var trial = new KeepTrial();

        var run = await trial.RunAsync(trial.List("given.csv", KeepTrial.LabelOf), options.Replace(" \u0020", "=\u0020", StringComparison.Ordinal).Split(' ').Select(word => word == "" ? " " : word).ToArray());

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(trial.Folder["given.labelled.csv"]));
    }

    [Fact]
    public async Task Labels_of_an_earlier_run_serve_as_a_hint_in_a_list_that_has_its_columns()
    {
        using var trial = new KeepTrial();
        await trial.RunAsync(trial.Folder.Write("leads.csv", "Job Title\n" + string.Concat(Enumerable.Range(1, 400).Select(row => $"{KeepTrial.TitleOf(row)}\n"))));

        var run = await trial.RunAsync(
            trial.Folder["leads.labelled.csv"], "--hint", "department", "--out-column", "again", "--teacher", trial.Recorded("new", KeepTrial.LabelOf), "--max-error", "5%");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.StartsWith(
            "Job Title,department,department_confidence,department_source,again,again_confidence,again_source", await File.ReadAllTextAsync(trial.Folder["leads.labelled.labelled.csv"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_name_of_the_columns_makes_no_other_job()
    {
        using var trial = new KeepTrial();
        var list = trial.List("given.csv", _ => "");

        var run = await trial.RunAsync(list, "--out-column", "a", "--format", "json");
        var again = await trial.RunAsync(list, "--out-column", "department=b=c", "--format", "json");

        Assert.Equal((run.Text("job"), 0L), (again.Text("job"), again.Number("newCalls")));
        Assert.StartsWith("Job Title,department,b=c,b=c_confidence,b=c_source", await File.ReadAllTextAsync(trial.Folder["given.labelled.csv"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_keeps_labels_is_shown_gone_on_with_and_verified()
    {
        using var trial = new KeepTrial();
        var list = trial.List("half.csv", row => row % 2 == 0 ? "" : KeepTrial.LabelOf(row));
        var run = await trial.RunAsync(list, "--keep", "department", "--out-column", "dept", "--format", "json");
        File.Delete(trial.Folder["half.labelled.csv"]);

        var again = await CommandLine.RunAsync("jobs", "resume", run.Text("job")!, "--db", trial.Database, "--format", "json");
        var shown = await CommandLine.RunAsync("certificate", "show", run.Text("job")!, "--db", trial.Database);
        var verified = await CommandLine.RunAsync("certificate", "verify", run.Text("job")!, "--db", trial.Database);

        Assert.True(again.ExitCode == 0, again.Error);
        Assert.Equal(801, (await File.ReadAllTextAsync(trial.Folder["half.labelled.csv"], TestContext.Current.CancellationToken)).Count(letter => letter == '\n'));
        Assert.Equal(400, shown.Json.GetProperty("certificates")[0].GetProperty("keptRows").GetInt64());
        Assert.Equal("department", shown.Json.GetProperty("options").GetProperty("keep").GetString());
        Assert.True(verified.ExitCode == 0, verified.Out);
    }

    private sealed class KeepTrial : IDisposable
    {
        public KeepTrial() => Recorded("old", LabelOf);

        public Folder Folder { get; } = new();

        public string Database => Folder["trial.db"];

        public static string TitleOf(long row) => $"Title {row % Titles}";

        public static string LabelOf(long row) => Labels[row % Titles % Labels.Length];

        public static string WrongLabelOf(long row) => Labels[((row % Titles) + 1) % Labels.Length];

        public string Recorded(string name, Func<long, string> label) => "recorded:" + Folder.Write(
            name + ".tsv", "text\tlabel\n" + string.Concat(Enumerable.Range(1, Titles).Select(row => $"{TitleOf(row)}\t{label(row)}\n")));

        public string List(string name, Func<long, string> label)
        {
            var csv = new StringBuilder("Job Title,department\n");
            for (var row = 1; row <= 2 * Titles; row++)
            {
                csv.Append(CultureInfo.InvariantCulture, $"{TitleOf(row)},{label(row)}\n");
            }

            return Folder.Write(name, csv.ToString());
        }

        public string[][] Rows(string name) =>
            [.. File.ReadAllText(Folder[name]).Split('\n').Skip(1).Where(row => row.Length > 0).Select(row => row.TrimEnd('\r').Split(','))];

        public Task<Run> RunAsync(string list, params string[] more) => CommandLine.RunAsync(
            ["classify", list, "--question", "department", .. more.Contains("--teacher") ? [] : new[] { "--teacher", "recorded:" + Folder["old.tsv"] }, "--db", Database, .. more]);

        public void Dispose() => Folder.Dispose();
    }
}
