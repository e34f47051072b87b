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

public sealed class DemoTests(FinishedDemo demo) : IClassFixture<FinishedDemo>
{
    [Fact]
    public async Task The_demo_runs_anywhere_without_a_key_and_ends_the_same_each_time()
    {
        using var folder = new Folder();
        demo.CopyTo(folder["a"]);
        File.Delete(folder["a/leads.labelled.csv"]);

        var again = await LeadScoutProcess.RunAsync(folder.Path, null, "demo", "--folder", "a");

        Assert.True((demo.Run.ExitCode, again.ExitCode) == (0, 0), demo.Run.Error + again.Error);
        Assert.Contains("department_source", again.Out, StringComparison.Ordinal);
        Assert.Contains("leadscout classify YOUR-LIST.csv", again.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', again.Out + again.Error);
        Assert.Equal(File.ReadAllBytes(Path.Join(demo.Place, "leads.labelled.csv")), folder.Read("a/leads.labelled.csv"));
        Assert.Equal(File.ReadAllBytes(Path.Join(demo.Place, "leads.csv")), folder.Read("a/leads.csv"));
        Assert.DoesNotContain(
            File.ReadLines(folder["a/leads.labelled.csv"]), line => line.Contains("undecided:failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_demo_shows_that_most_rows_are_never_asked_and_keeps_what_it_promises()
    {
        var database = Path.Join(demo.Place, "leadscout.db");
        var shown = await CommandLine.RunAsync("jobs", "list", "--db", database, "--format", "json");
        var id = JsonDocument.Parse(shown.Out).RootElement[0].GetProperty("job").GetString()!;
        var report = JsonDocument.Parse((await CommandLine.RunAsync("jobs", "show", id, "--db", database, "--format", "json")).Out)
            .RootElement.GetProperty("report");

        Assert.Equal(SampleList.Rows, report.GetProperty("rows").GetInt64());
        Assert.True(report.GetProperty("askedTexts").GetInt32() <= 0.15 * SampleList.Rows, report.ToString());
        Assert.True(report.GetProperty("rowsBySource").GetProperty("student").GetInt64() > 0.3 * SampleList.Rows, report.ToString());
        Assert.True(report.GetProperty("rowsBySource").GetProperty("person").GetInt64() > 0, report.ToString());
        var certificate = report.GetProperty("certificate");
        Assert.True(certificate.GetProperty("holds").GetBoolean() && certificate.GetProperty("audits").GetInt32() > 0, certificate.ToString());

        // By the recording itself, whatever the demo says of it.
        var answers = Recording.Load(Path.Join(demo.Place, "department.tsv"));
        using var result = LeadFiles.At(Path.Join(demo.Place, "leads.labelled.csv")).Open();
        var (text, label, wrong) = (result.Columns.ToList().IndexOf("Job Title"), result.Columns.ToList().IndexOf("department"), 0);
        while (result.Read())
        {
            wrong += answers.LabelOf(result.Value(text).ToString()) is { } right && right != result.Value(label).ToString() ? 1 : 0;
        }

        Assert.InRange(wrong, 1, (int)(0.02 * SampleList.Rows));
        Assert.Equal(3, Regex.Count(demo.Run.Out, @"^   row [\d,]+, \w", RegexOptions.Multiline));
        var corrected = int.Parse(Regex.Match(demo.Run.Out, @"now, in (\d+) rows?\.").Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.Contains($"{(wrong + corrected).Text()} of 7,000 rows", demo.Run.Out, StringComparison.Ordinal);
        TheDocumentsShowTheSame(demo.Run.Out, File.ReadAllText(Path.Join(demo.Place, "learning-curve.svg")), certificate);
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
    public void What_an_older_demo_left_among_the_temporary_files_is_left_there_and_the_demo_goes_beside_it()
    {
        Assert.True(demo.Run.ExitCode == 0, demo.Run.Error);
        Assert.Equal("of an older version", File.ReadAllText(Path.Join(demo.Older, "leads.csv")));
        Assert.True(File.Exists(Path.Join(demo.Place, "leads.labelled.csv")));
    }

    [Fact]
    public async Task Where_another_demo_is_at_work_its_files_are_left_alone()
    {
        var (folder, name) = (Path.GetDirectoryName(demo.AtWork)!, Path.GetFileName(demo.AtWork));

        var named = await LeadScoutProcess.RunAsync(folder, null, "demo", "--folder", name);

        Assert.Equal(2, named.ExitCode);
        Assert.Contains($"Another demo is at work in {name}.", named.Error, StringComparison.Ordinal);
        Assert.Equal(["demo.lock"], Directory.GetFiles(demo.AtWork).Select(path => Path.GetFileName(path)));
    }

    [Fact]
    public async Task In_a_folder_of_somebody_elses_nothing_is_left()
    {
        using var folder = new Folder();
        Directory.CreateDirectory(folder["a"]);
        folder.Write("a/leads.csv", "precious");

        var run = await LeadScoutProcess.RunAsync(folder.Path, null, "demo", "--folder", "a");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("would overwrite leads.csv", run.Error, StringComparison.Ordinal);
        Assert.Equal(["leads.csv"], Directory.GetFiles(folder["a"]).Select(path => Path.GetFileName(path)));
        Assert.Equal("precious"u8.ToArray(), folder.Read("a/leads.csv"));
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
        demo.CopyTo(folder["a"]);
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
        demo.CopyTo(folder["a"]);
        File.Delete(folder["a/leads.labelled.csv"]);
        File.CreateSymbolicLink(folder["a/leads.labelled.csv"], folder["mine.csv"]);

        var again = await LeadScoutProcess.RunAsync(folder.Path, null, "demo", "--folder", "a");

        Assert.Equal(2, again.ExitCode);
        Assert.Equal("precious"u8.ToArray(), folder.Read("mine.csv"));
    }

    [Theory]
    [InlineData("leadscout.db")]
    [InlineData("demo.lock")]
    public async Task A_link_that_leads_nowhere_is_not_followed(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right there.");
        using var folder = new Folder();
        Directory.CreateDirectory(folder["a"]);
        File.CreateSymbolicLink(folder[$"a/{name}"], folder["nowhere"]);

        var run = await LeadScoutProcess.RunAsync(folder.Path, null, "demo", "--folder", "a");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"{name} in a is a link", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["nowhere"]));
        Assert.Equal([name], Directory.GetFileSystemEntries(folder["a"]).Select(path => Path.GetFileName(path)));
    }
}
