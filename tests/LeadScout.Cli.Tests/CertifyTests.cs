using System.Globalization;
using System.Text;
using System.Text.Json;
using LeadScout.Cli.Terminals;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>Lists that somebody else has labelled, put to the proof.</summary>
public sealed class CertifyTests
{
    private const int Titles = 400;
    private static readonly string[] Labels = ["Sales", "Marketing", "Finance", "IT"];

    [Theory]
    [InlineData(0, 0, "proven")]
    [InlineData(10, 5, "refuted")]
    public async Task A_list_is_proven_or_refuted_by_few_texts(int wrongEvery, int exitCode, string verdict)
    {
        using var trial = new CertifyTrial();
        var list = trial.List("vendor.csv", 5_000, wrongEvery);

        var run = await trial.RunAsync(list, "--max-error", "5%");

        Assert.Equal((exitCode, verdict), (run.ExitCode, run.Json.GetProperty("certified").GetProperty("verdict").GetString()));
        Assert.InRange(run.Number("askedTexts"), 1, 300);
        Assert.Equal(JsonValueKind.Null, run.Json.GetProperty("output").ValueKind);
        Assert.Equal(["answers.tsv", "trial.db", "vendor.csv"], trial.Files);
    }

    [Fact]
    public async Task What_is_found_wrong_is_named_by_row_text_and_both_labels()
    {
        using var trial = new CertifyTrial();

        var run = await trial.RunAsync(trial.List("vendor.csv", 5_000, wrongEvery: 10), "--max-error", "5%");

        var column = run.Json.GetProperty("certified").GetProperty("columns")[0];
        var confusion = column.GetProperty("confusions")[0];
        Assert.NotEqual(confusion.GetProperty("given").GetString(), confusion.GetProperty("answer").GetString());
        Assert.All(run.Json.GetProperty("certified").GetProperty("mistakes").EnumerateArray(), mistake =>
        {
            var row = mistake.GetProperty("firstRow").GetInt64();
            Assert.Equal((CertifyTrial.TitleOf(row), CertifyTrial.LabelOf(row)), (mistake.GetProperty("text").GetString(), mistake.GetProperty("answer").GetString()));
            Assert.Equal(CertifyTrial.WrongLabelOf(row), mistake.GetProperty("given").GetString());
        });
        var text = await trial.RunForPeopleAsync(trial.Folder["vendor.csv"], "--max-error", "5%");
        Assert.Contains("REFUTED: with 95 % confidence at least", text.Out, StringComparison.Ordinal);
        Assert.Contains("row ", text.Out, StringComparison.Ordinal);
        Assert.Contains("Put to the proof: the labels in column 'department'", text.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Labels_spelled_otherwise_are_taken_and_said()
    {
        using var trial = new CertifyTrial();
        var list = trial.List("vendor.csv", 3_000, wrongEvery: 0, label => $" {label.ToUpperInvariant()} ");

        var run = await trial.RunForPeopleAsync(list, "--max-error", "5%");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Written otherwise: \" SALES \" for Sales", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Vertrieb", "'Vertrieb' (750 rows, the first is row 1)", "--map 'Vertrieb=Sales'")]
    [InlineData("", "blank (750 rows, the first is row 1)", "--unknown-labels wrong")]
    public async Task Labels_that_the_question_does_not_have_are_refused_with_a_way_on(string instead, string named, string way)
    {
        using var trial = new CertifyTrial();
        var list = trial.List("vendor.csv", 3_000, wrongEvery: 0, label => label == "Sales" ? instead : label);

        var run = await trial.RunForPeopleAsync(list);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("in 750 of 3000 rows the column 'department' holds no label", run.Error, StringComparison.Ordinal);
        Assert.Contains(named, run.Error, StringComparison.Ordinal);
        Assert.Contains(way, run.Error, StringComparison.Ordinal);
        Assert.Contains("--unknown-labels skip", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wrong", 5, 3_000, 0)]
    [InlineData("skip", 0, 2_250, 750)]
    public async Task They_count_as_wrong_or_are_left_out_where_the_user_says_so(string choice, int exitCode, int rows, int leftOut)
    {
        using var trial = new CertifyTrial();
        var list = trial.List("vendor.csv", 3_000, wrongEvery: 0, label => label == "Sales" ? "Vertrieb" : label);

        var run = await trial.RunAsync(list, "--max-error", "5%", "--unknown-labels", choice);

        var certified = run.Json.GetProperty("certified");
        Assert.Equal(
            (exitCode, rows, leftOut),
            (run.ExitCode, certified.GetProperty("rows").GetInt32(), certified.GetProperty("leftOutRows").GetInt32()));
        Assert.Equal(choice == "wrong" ? 0 : 1, Math.Min(1, run.Number("askedTexts")));
    }

    [Fact]
    public async Task Another_name_may_be_mapped_to_a_label()
    {
        using var trial = new CertifyTrial();
        var list = trial.List("vendor.csv", 3_000, wrongEvery: 0, label => label == "Sales" ? "Vertrieb" : label);

        var run = await trial.RunAsync(list, "--max-error", "5%", "--map", "vertrieb=sales");
        var wrong = await trial.RunForPeopleAsync(list, "--map", "Vertrieb=Verkauf");

        Assert.Equal((0, 2), (run.ExitCode, wrong.ExitCode));
        Assert.Contains("'Verkauf' is no label of the question 'department'", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_of_one_text_may_have_different_labels_and_one_answer_tells_about_all()
    {
        using var trial = new CertifyTrial();
        var csv = new StringBuilder("Job Title,department\n");
        for (var row = 1; row <= 40; row++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"Title 1,{(row <= 30 ? CertifyTrial.LabelOf(1) : CertifyTrial.WrongLabelOf(1))}\n");
        }

        var run = await trial.RunAsync(trial.Folder.Write("one.csv", csv.ToString()));

        var column = run.Json.GetProperty("certified").GetProperty("columns")[0];
        Assert.Equal((5, 1L, 10, 0.25, 0.25), (
            run.ExitCode, run.Number("askedTexts"), column.GetProperty("wrongRows").GetInt32(), column.GetProperty("lowerBound").GetDouble(),
            column.GetProperty("upperBound").GetDouble()));
    }

    [Fact]
    public async Task Two_columns_are_compared_on_the_same_audits()
    {
        using var trial = new CertifyTrial();
        var csv = new StringBuilder("Job Title,vendor_a,vendor_b\n");
        for (var row = 1; row <= 4_000; row++)
        {
            csv.Append(
                CultureInfo.InvariantCulture,
                $"{CertifyTrial.TitleOf(row)},{CertifyTrial.LabelOf(row)},{(row % 8 == 0 ? CertifyTrial.WrongLabelOf(row) : CertifyTrial.LabelOf(row))}\n");
        }

        var run = await trial.RunOnAsync(
            trial.Folder.Write("vendors.csv", csv.ToString()), ["vendor_a", "Vendor_B"], "--max-error", "5%", "--format", "json");

        var columns = run.Json.GetProperty("certified").GetProperty("columns").EnumerateArray().ToArray();
        Assert.Equal(5, run.ExitCode);
        Assert.Equal(["vendor_a", "vendor_b"], columns.Select(column => column.GetProperty("column").GetString()));
        Assert.Equal(["proven", "refuted"], columns.Select(column => column.GetProperty("verdict").GetString()));
        Assert.Equal(columns[0].GetProperty("audits").GetInt32(), columns[1].GetProperty("audits").GetInt32());
    }

    [Fact]
    public async Task A_result_in_place_of_the_list_is_refused_by_the_name_of_its_own_option()
    {
        using var trial = new CertifyTrial();
        var list = trial.List("vendor.csv", 20, wrongEvery: 9);

        var run = await trial.RunAsync(list, "--max-error", "5%", "--fix", list);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("is the input itself, which is never overwritten. Say another name with --fix.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_fixed_file_has_its_own_columns_untouched_and_the_corrections_beside_them()
    {
        using var trial = new CertifyTrial();
        var list = trial.List("vendor.csv", 2_000, wrongEvery: 9);

        var run = await trial.RunAsync(list, "--max-error", "5%", "--fix", trial.Folder["fixed.csv"]);

        var before = await File.ReadAllLinesAsync(list, TestContext.Current.CancellationToken);
        var after = await File.ReadAllLinesAsync(trial.Folder["fixed.csv"], TestContext.Current.CancellationToken);
        Assert.Equal((5, trial.Folder["fixed.csv"]), (run.ExitCode, run.Text("output")));
        Assert.Equal(before[0] + ",department_corrected,department_checked", after[0]);
        var corrected = 0L;
        foreach (var (index, line) in after.Skip(1).Index())
        {
            var row = index + 1;
            Assert.StartsWith(before[row] + ",", line, StringComparison.Ordinal);
            var cells = line.Split(',');
            var isWrong = row % 9 == 0;
            Assert.Equal((cells[^2], cells[^1]), cells[^1] switch
            {
                "corrected" => (CertifyTrial.LabelOf(row), "corrected"),
                "confirmed" => (cells[1], "confirmed"),
                _ => (cells[1], ""),
            });
            Assert.True(cells[^1].Length == 0 || cells[^1] == (isWrong ? "corrected" : "confirmed"));
            corrected += cells[^1] == "corrected" ? 1 : 0;
        }

        Assert.Equal(corrected, run.Json.GetProperty("certified").GetProperty("columns")[0].GetProperty("wrongRows").GetInt64());
    }

    [Fact]
    public async Task A_run_that_came_to_its_most_audits_goes_on_with_more_and_asks_nothing_twice()
    {
        using var trial = new CertifyTrial();
        var list = trial.List("vendor.csv", 6_000, wrongEvery: 0);
        using var other = new CertifyTrial();
        var whole = await other.RunAsync(other.List("vendor.csv", 6_000, wrongEvery: 0));

        var first = await trial.RunAsync(list, "--max-audits", "50");
        var second = await CommandLine.RunAsync("jobs", "resume", first.Text("job")!, "--max-audits", "400", "--db", trial.Database, "--format", "json");

        Assert.Equal((3, 50L, "open"), (first.ExitCode, first.Number("askedTexts"), first.Json.GetProperty("certified").GetProperty("verdict").GetString()));
        Assert.Equal((0, first.Text("job")), (second.ExitCode, second.Text("job")));
        Assert.Equal(whole.Number("askedTexts"), second.Number("askedTexts"));
    }

    [Fact]
    public async Task Known_answers_are_counted_and_cost_nothing()
    {
        using var trial = new CertifyTrial();
        var list = trial.List("vendor.csv", 3_000, wrongEvery: 10);
        await trial.ClassifyAsync(CertifyTrial.AllTitles);

        var run = await trial.RunAsync(list, "--max-error", "5%");

        var certified = run.Json.GetProperty("certified");
        Assert.Equal((5, 0L, 3_000, 0), (
            run.ExitCode, run.Number("askedTexts"), certified.GetProperty("knownRows").GetInt32(), certified.GetProperty("audits").GetInt32()));
        Assert.Equal(0.1, certified.GetProperty("columns")[0].GetProperty("lowerBound").GetDouble(), 1e-9);
    }

    [Fact]
    public async Task An_estimate_asks_nothing_and_makes_no_database()
    {
        using var trial = new CertifyTrial();

        var run = await trial.RunAsync(trial.List("vendor.csv", 3_000, wrongEvery: 0), "--estimate");

        var asks = run.Json.GetProperty("left").GetProperty("asks");
        Assert.Equal((0, "audits"), (run.ExitCode, run.Json.GetProperty("left").GetProperty("basis").GetString()));
        Assert.InRange(asks.GetProperty("expected").GetInt32(), asks.GetProperty("least").GetInt32(), asks.GetProperty("most").GetInt32());
        Assert.Equal(["answers.tsv", "vendor.csv"], trial.Files);
        Assert.Contains("the same command without --estimate", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_column_that_is_not_there_is_named_with_those_that_are()
    {
        using var trial = new CertifyTrial();

        var run = await trial.RunOnAsync(trial.List("vendor.csv", 30, wrongEvery: 0), ["Departement"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("has no column 'Departement'. Did you mean 'department'? Its columns are: Job Title, department.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_finished_job_is_shown_with_its_verdict()
    {
        using var trial = new CertifyTrial();
        var run = await trial.RunAsync(trial.List("vendor.csv", 3_000, wrongEvery: 10), "--max-error", "5%");

        var shown = await CommandLine.RunAsync("jobs", "show", run.Text("job")!, "--db", trial.Database);
        var json = await CommandLine.RunAsync("jobs", "show", run.Text("job")!, "--db", trial.Database, "--format", "json");

        Assert.Contains("REFUTED", shown.Out, StringComparison.Ordinal);
        Assert.Equal("refuted", json.Json.GetProperty("report").GetProperty("certified").GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task What_is_proven_of_each_label_stands_in_the_table_and_in_the_json()
    {
        using var trial = new CertifyTrial();
        var list = trial.List("vendor.csv", 5_000, wrongEvery: 50);

        var json = await trial.RunAsync(list, "--max-error", "5%");
        var text = await trial.RunForPeopleAsync(list, "--max-error", "5%");

        var labels = json.Json.GetProperty("certificate").GetProperty("labels").EnumerateArray().ToArray();
        Assert.Equal(
            labels.Select(Compact), json.Json.GetProperty("certified").GetProperty("columns")[0].GetProperty("labels").EnumerateArray().Select(Compact));
        var sales = labels.Single(label => label.GetProperty("label").GetString() == "Sales");
        Assert.Equal(1_250, sales.GetProperty("rows").GetInt32(), 60.0);
        Assert.InRange(sales.GetProperty("errorAtMost").GetDouble(), 0.02, 0.3);
        Assert.InRange(sales.GetProperty("recallAtLeast").GetDouble(), 0.5, 0.98);
        Assert.Contains("found of all at least", text.Out, StringComparison.Ordinal);
        Assert.Contains("hold together with 95 % confidence, the verdict on the whole column with as much", text.Out, StringComparison.Ordinal);

        static string Compact(JsonElement label) => JsonSerializer.Serialize(label);
    }

    [Theory]
    [InlineData("--max-error", "Sales=10%", 0, "By label: PROVEN, every budget.", "proven: at most 10 % wrong")]
    [InlineData("--min-recall", "Sales=80%", 0, "By label: PROVEN, every budget.", "proven: at least 80 % found")]
    [InlineData("--max-error", "IT=10%", 5, "By label: REFUTED for the label IT (at most 10 % wrong).", "REFUTED: at most 10 % wrong")]
    [InlineData("--min-recall", "Finance=80%", 5, "By label: REFUTED for the label Finance (at least 80 % found).", "REFUTED: at least 80 % found")]
    public async Task A_budget_of_one_label_is_proven_or_refuted_too(string option, string budget, int exitCode, string says, string line)
    {
        using var trial = new CertifyTrial();
        // Every second row of Finance is called IT: Finance is hardly found, a third of IT is wrong, and the list as a whole may be so.
        var row = 0;
        var list = trial.List("vendor.csv", 4_000, wrongEvery: 0, label => label == "Finance" && row++ % 2 == 0 ? "IT" : label);

        var json = await trial.RunAsync(list, "--max-error", "25%", option, budget);
        var text = await trial.RunForPeopleAsync(list, "--max-error", "25%", option, budget);

        var column = json.Json.GetProperty("certified").GetProperty("columns")[0];
        Assert.Equal(
            (exitCode, exitCode == 0 ? "proven" : "refuted", "proven"),
            (json.ExitCode, column.GetProperty("verdict").GetString(), column.GetProperty("listVerdict").GetString()));
        Assert.Contains(says, text.Out, StringComparison.Ordinal);
        Assert.Contains(line, text.Out, StringComparison.Ordinal);
        Assert.Contains(
            column.GetProperty("labels").EnumerateArray(),
            label => label.GetProperty("label").GetString() == budget.Split('=')[0] && label.GetProperty("isRefuted").GetBoolean() == (exitCode == 5));
    }

    [Fact]
    public async Task A_budget_of_a_label_that_is_not_reached_leaves_the_job_open_with_a_way_on()
    {
        using var trial = new CertifyTrial();
        var list = trial.List("vendor.csv", 400, wrongEvery: 0);

        var run = await trial.RunForPeopleAsync(list, "--max-error", "20%", "--min-recall", "IT=99%", "--max-audits", "60");
        var on = await CommandLine.RunAsync("jobs", "resume", "--db", trial.Database, "--max-audits", "400", JobOf(run.Out));

        Assert.Equal((3, 0), (run.ExitCode, on.ExitCode));
        Assert.Contains("By label: UNDECIDED for the label IT (at least 99 % found).", run.Out, StringComparison.Ordinal);
        Assert.Contains("By label: PROVEN", on.Out, StringComparison.Ordinal);

        static string JobOf(string output) => output.Split("jobs resume ")[1].Split(' ')[0];
    }

    [Fact]
    public async Task A_labelled_list_of_ones_own_is_proven_at_no_cost()
    {
        using var trial = new CertifyTrial();
        await trial.ClassifyAsync(300);

        var run = await trial.RunAsync(trial.Folder["leads.labelled.csv"]);

        Assert.Equal((0, 0L), (run.ExitCode, run.Number("askedTexts")));
    }

    [Fact]
    public async Task A_list_may_come_from_standard_input()
    {
        using var trial = new CertifyTrial();
        var list = await File.ReadAllBytesAsync(trial.List("vendor.csv", 2_000, wrongEvery: 0), TestContext.Current.CancellationToken);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = new Terminal(output, TextWriter.Synchronized(error), ErrorIsTerminal: false, TimeProvider.System, _ => null)
        {
            OpenIn = () => new MemoryStream(list),
        };

        var exitCode = await CommandLineApp.RunAsync(
            ["certify", "-", "--input-format", "csv", "--label-column", "department", "--question", "department", "--teacher", trial.Teacher, "--db", trial.Database, "--max-error", "5%"],
            terminal,
            CancellationToken.None);

        Assert.True(exitCode == 0, error.ToString());
        Assert.Contains("PROVEN", output.ToString(), StringComparison.Ordinal);
    }

    private sealed class CertifyTrial : IDisposable
    {
        public CertifyTrial() => Answers = Folder.Write(
            "answers.tsv", "text\tlabel\n" + string.Concat(Enumerable.Range(1, Titles).Select(row => $"{TitleOf(row)}\t{LabelOf(row)}\n")));

        public Folder Folder { get; } = new();

        public string Answers { get; }

        public string Database => Folder["trial.db"];

        public string Teacher => "recorded:" + Answers;

        public IEnumerable<string?> Files => Directory.EnumerateFiles(Folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal);

        public const int AllTitles = Titles;

        public async Task ClassifyAsync(int rows)
        {
            var list = Folder.Write("leads.csv", "Job Title\n" + string.Concat(Enumerable.Range(1, rows).Select(row => TitleOf(row) + "\n")));
            var run = await CommandLine.RunAsync(
                "classify", list, "--question", "department", "--teacher", Teacher, "--db", Database, "--max-error", "0%");
            Assert.True(run.ExitCode == 0, run.Error);
        }

        public static string TitleOf(long row) => $"Title {row % Titles}";

        public static string LabelOf(long row) => Labels[(row - 1) % Labels.Length];

        public static string WrongLabelOf(long row) => Labels[row % Labels.Length];

        public string List(string name, int rows, int wrongEvery, Func<string, string>? written = null)
        {
            var csv = new StringBuilder("Job Title,department\n");
            for (var row = 1; row <= rows; row++)
            {
                var label = wrongEvery > 0 && row % wrongEvery == 0 ? WrongLabelOf(row) : LabelOf(row);
                csv.Append(CultureInfo.InvariantCulture, $"{TitleOf(row)},{written?.Invoke(label) ?? label}\n");
            }

            return Folder.Write(name, csv.ToString());
        }

        public Task<Run> RunAsync(string list, params string[] more) => RunForPeopleAsync(list, [.. more, "--format", "json"]);

        public Task<Run> RunForPeopleAsync(string list, params string[] more) => RunOnAsync(list, ["department"], more);

        public Task<Run> RunOnAsync(string list, string[] columns, params string[] more) => CommandLine.RunAsync(
            ["certify", list, .. columns.SelectMany(column => new[] { "--label-column", column }), "--question", "department", "--teacher", Teacher, "--db", Database, .. more]);

        public void Dispose() => Folder.Dispose();
    }
}
