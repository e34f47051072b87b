using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using LeadScout.Application.Reports;
using LeadScout.Application.Samples;
using LeadScout.Files;
using LeadScout.Llm.Recorded;
using LeadScout.SampleGenerator;
using Xunit;

namespace LeadScout.Cli.Tests;

public sealed class DemoTests
{
    [Fact]
    public async Task The_demo_runs_anywhere_without_a_key_and_ends_the_same_each_time()
    {
        using var folder = new Folder();

        var first = await LeadScoutProcess.RunAsync(folder.Path, null, "demo", "--folder", "a");
        var again = await LeadScoutProcess.RunAsync(folder.Path, null, "demo", "--folder", "a");
        var elsewhere = await LeadScoutProcess.RunAsync(folder.Path, null, "demo", "--folder", "b");

        Assert.True((first.ExitCode, again.ExitCode, elsewhere.ExitCode) == (0, 0, 0), first.Error + again.Error + elsewhere.Error);
        Assert.Contains("department_source", first.Out, StringComparison.Ordinal);
        Assert.Contains("leadscout classify YOUR-LIST.csv", first.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', first.Out + first.Error);
        Assert.Equal(folder.Read("a/leads.labelled.csv"), folder.Read("b/leads.labelled.csv"));
        Assert.Equal(folder.Read("a/leads.csv"), folder.Read("b/leads.csv"));
        Assert.DoesNotContain(
            File.ReadLines(folder["a/leads.labelled.csv"]), line => line.Contains("undecided:failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_demo_shows_that_most_rows_are_never_asked_and_keeps_what_it_promises()
    {
        using var folder = new Folder();

        var run = await LeadScoutProcess.RunAsync(folder.Path, null, "demo", "--folder", "a");
        var shown = await LeadScoutProcess.RunAsync(folder["a"], null, "jobs", "list", "--format", "json");
        var id = JsonDocument.Parse(shown.Out).RootElement[0].GetProperty("job").GetString()!;
        var report = JsonDocument.Parse((await LeadScoutProcess.RunAsync(folder["a"], null, "jobs", "show", id, "--format", "json")).Out)
            .RootElement.GetProperty("report");

        Assert.Equal(SampleList.Rows, report.GetProperty("rows").GetInt64());
        Assert.True(report.GetProperty("askedTexts").GetInt32() <= 0.15 * SampleList.Rows, report.ToString());
        Assert.True(report.GetProperty("rowsBySource").GetProperty("student").GetInt64() > 0.3 * SampleList.Rows, report.ToString());
        Assert.True(report.GetProperty("rowsBySource").GetProperty("person").GetInt64() > 0, report.ToString());
        var certificate = report.GetProperty("certificate");
        Assert.True(certificate.GetProperty("holds").GetBoolean() && certificate.GetProperty("audits").GetInt32() > 0, certificate.ToString());

        // By the recording itself, whatever the demo says of it.
        var answers = Recording.Load(folder["a/department.tsv"]);
        using var result = LeadFiles.At(folder["a/leads.labelled.csv"]).Open();
        var (text, label, wrong) = (result.Columns.ToList().IndexOf("Job Title"), result.Columns.ToList().IndexOf("department"), 0);
        while (result.Read())
        {
            wrong += answers.LabelOf(result.Value(text).ToString()) is { } right && right != result.Value(label).ToString() ? 1 : 0;
        }

        Assert.InRange(wrong, 1, (int)(0.02 * SampleList.Rows));
        Assert.Equal(3, Regex.Count(run.Out, @"^   row [\d,]+, \w", RegexOptions.Multiline));
        var corrected = int.Parse(Regex.Match(run.Out, @"now, in (\d+) rows?\.").Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.Contains($"{(wrong + corrected).Text()} of 7,000 rows", run.Out, StringComparison.Ordinal);
        TheDocumentsShowTheSame(run.Out, File.ReadAllText(folder["a/learning-curve.svg"]), certificate);
    }

    private static void TheDocumentsShowTheSame(string said, string drawn, JsonElement certificate)
    {
        var readme = File.ReadAllText(Repository.Find("README.md"));
        Assert.Equal(File.ReadAllText(Repository.Find("docs/learning-curve.svg")), drawn);
        Assert.Equal("svg", XDocument.Parse(drawn).Root!.Name.LocalName);
        var steps = Regex.Matches(said, @"^     (\S[^\d]*|20 rows a call) +([\d,]+) titles +([\d,]+) calls   (\$[\d.]+)(?:   (\d+ %) less)?\r?$", RegexOptions.Multiline);
        Assert.Equal(4, steps.Count);
        foreach (Match step in steps)
        {
            var cells = step.Groups.Values.Skip(1).Select(cell => cell.Value.Trim());
            Assert.Contains($"| {string.Join(" | ", cells)}".TrimEnd() + " |", readme, StringComparison.Ordinal);
        }

        Assert.Contains($"at most {Numbers.Percent(certificate.GetProperty("upperBound").GetDouble())} of the rows differ", readme, StringComparison.Ordinal);
        Assert.Contains($"{Regex.Match(said, @"of 7,000 rows \(([\d.]+ %)\) differ").Groups[1].Value} do.", readme, StringComparison.Ordinal);
    }

    [Fact]
    public void The_sample_in_the_repository_is_what_its_generator_makes()
    {
        var made = Sample.Generate();

        Assert.Equal(File.ReadAllText(Repository.Find("samples/demo/leads.csv")), made.List);
        Assert.Equal(File.ReadAllText(Repository.Find("samples/demo/department.tsv")), made.Answers);
    }

    [Fact]
    public async Task What_an_older_demo_left_among_the_temporary_files_is_left_there_and_the_demo_goes_beside_it()
    {
        using var folder = new Folder();
        Directory.CreateDirectory(folder["temporary/leadscout-demo"]);
        folder.Write("temporary/leadscout-demo/leads.csv", "of an older version");

        using var first = LeadScoutProcess.StartReading(folder.Path, folder["temporary"], "", "demo");
        var run = await first.EndAsync();
        using var second = LeadScoutProcess.StartReading(folder.Path, folder["temporary"], "", "demo");
        var again = await second.EndAsync();

        Assert.True((run.ExitCode, again.ExitCode) == (0, 0), run.Error + again.Error);
        Assert.Equal("of an older version", File.ReadAllText(folder["temporary/leadscout-demo/leads.csv"]));
        Assert.True(File.Exists(folder["temporary/leadscout-demo-2/leads.labelled.csv"]));
        Assert.False(Directory.Exists(folder["temporary/leadscout-demo-3"]));
    }

    [Fact]
    public async Task Where_another_demo_is_at_work_its_files_are_left_alone()
    {
        using var folder = new Folder();
        Directory.CreateDirectory(folder["temporary/leadscout-demo"]);
        using var held = new FileStream(folder["temporary/leadscout-demo/demo.lock"], FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);

        using var free = LeadScoutProcess.StartReading(folder.Path, folder["temporary"], "", "demo");
        var beside = await free.EndAsync();
        var named = await LeadScoutProcess.RunAsync(folder.Path, null, "demo", "--folder", "temporary/leadscout-demo");

        Assert.True(beside.ExitCode == 0, beside.Error);
        Assert.True(File.Exists(folder["temporary/leadscout-demo-2/leads.labelled.csv"]));
        Assert.Equal(2, named.ExitCode);
        Assert.Contains("Another demo is at work in temporary/leadscout-demo.", named.Error, StringComparison.Ordinal);
        Assert.Equal(["demo.lock"], Directory.GetFiles(folder["temporary/leadscout-demo"]).Select(path => Path.GetFileName(path)));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_refused_with_another_way()
    {
        using var folder = new Folder();
        folder.Write("file", "in the way");

        var run = await LeadScoutProcess.RunAsync(folder.Path, null, "demo", "--folder", "file/demo");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--folder", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_got_other_answers_since_is_not_deleted_by_the_next_demo()
    {
        using var folder = new Folder();
        await LeadScoutProcess.RunAsync(folder.Path, null, "demo", "--folder", "a");
        await LeadScoutProcess.RunAsync(
            folder["a"], null, "answers", "correct", "Head of Sales", "--question", "department", "--label", "Sales");

        var again = await LeadScoutProcess.RunAsync(folder.Path, null, "demo", "--folder", "a");

        Assert.Equal(2, again.ExitCode);
        Assert.Contains("holds more than the demo's answers", again.Error, StringComparison.Ordinal);
        var shown = await LeadScoutProcess.RunAsync(folder["a"], null, "answers", "export");
        Assert.Contains("\"source\":\"person\"", shown.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_in_an_earlier_demos_folder_is_not_written_through()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right there.");
        using var folder = new Folder();
        folder.Write("mine.csv", "precious");
        await LeadScoutProcess.RunAsync(folder.Path, null, "demo", "--folder", "a");
        File.Delete(folder["a/leads.labelled.csv"]);
        File.CreateSymbolicLink(folder["a/leads.labelled.csv"], folder["mine.csv"]);

        var again = await LeadScoutProcess.RunAsync(folder.Path, null, "demo", "--folder", "a");

        Assert.Equal(2, again.ExitCode);
        Assert.Equal("precious"u8.ToArray(), folder.Read("mine.csv"));
    }
}
