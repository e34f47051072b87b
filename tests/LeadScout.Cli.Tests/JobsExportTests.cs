using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>A job as one archive.</summary>
public sealed class JobsExportTests
{
    private const string List = "Job Title\nCFO\nRecruiter\nCFO\n";

    [Fact]
    public async Task An_archive_holds_rows_answers_calls_report_certificate_and_question_and_says_so()
    {
        using var trial = new Trial();
        var job = (await trial.ClassifyAsync(List, "--format", "json")).Text("job")!;
        await trial.ClassifyAsync("Job Title\nVertriebsleiter\n", "--format", "json", "--out", trial.Folder["other.csv"]);
        await trial.ClassifyAsync(List, "--format", "json");
        var file = trial.Folder["job.zip"];

        var run = await CommandLine.RunAsync("jobs", "export", job[..6], "--db", trial.Database, "--out", file, "--format", "json");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Empty(run.Json.GetProperty("missing").EnumerateArray());
        using var archive = ZipFile.OpenRead(file);
        Assert.Equal(
            ["answers.jsonl", "calls.jsonl", "certificate.json", "manifest.json", "questions/department.yaml", "report.json", "rows.csv"],
            archive.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
        Assert.Equal(trial.Folder.Read("leads.labelled.csv"), Content(archive, "rows.csv"));
        Assert.Equal(2, Lines(archive, "answers.jsonl").Length); // those of the other job are not among them
        Assert.Equal(job, JsonSerializer.Deserialize<JsonElement>(Content(archive, "report.json")).GetProperty("job").GetString());
        Assert.All(Lines(archive, "calls.jsonl"), line => Assert.Equal("answered", JsonSerializer.Deserialize<JsonElement>(line).GetProperty("state").GetString()));
        foreach (var said in run.Json.GetProperty("files").EnumerateArray())
        {
            Assert.Equal(
                said.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(Content(archive, said.GetProperty("name").GetString()!))));
        }
    }

    [Fact]
    public async Task The_same_job_gives_the_same_bytes_and_no_file_is_overwritten()
    {
        using var trial = new Trial();
        var job = (await trial.ClassifyAsync(List, "--format", "json")).Text("job")!;

        await CommandLine.RunAsync("jobs", "export", job, "--db", trial.Database, "--out", trial.Folder["a.zip"]);
        await CommandLine.RunAsync("jobs", "export", job, "--db", trial.Database, "--out", trial.Folder["b.zip"]);
        var again = await CommandLine.RunAsync("jobs", "export", job, "--db", trial.Database, "--out", trial.Folder["a.zip"]);

        Assert.Equal(trial.Folder.Read("a.zip"), trial.Folder.Read("b.zip"));
        Assert.Equal(2, again.ExitCode);
        Assert.Contains("nothing is overwritten", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_is_named()
    {
        using var trial = new Trial();
        var job = (await trial.ClassifyAsync(List, "--format", "json")).Text("job")!;
        File.Delete(trial.Folder["leads.labelled.csv"]);
        File.Delete(trial.Folder["leads.csv"]);

        var run = await CommandLine.RunAsync("jobs", "export", job, "--db", trial.Database, "--out", trial.Folder["a.zip"], "--format", "json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["certificate.json", "rows.csv"], run.Json.GetProperty("missing").EnumerateArray().Select(one => one.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Its_rows_are_the_jobs_whatever_lies_at_the_place_of_its_result_by_now()
    {
        using var trial = new Trial();
        var job = (await trial.ClassifyAsync(List, "--format", "json")).Text("job")!;
        var rows = trial.Folder.Read("leads.labelled.csv");
        trial.Folder.Write("leads.labelled.csv", "another list\n");

        await CommandLine.RunAsync("jobs", "export", job, "--db", trial.Database, "--out", trial.Folder["a.zip"]);
        File.Delete(trial.Folder["leads.labelled.csv"]);
        await CommandLine.RunAsync("jobs", "export", job, "--db", trial.Database, "--out", trial.Folder["b.zip"]);

        foreach (var name in new[] { "a.zip", "b.zip" })
        {
            using var archive = ZipFile.OpenRead(trial.Folder[name]);
            Assert.Equal(rows, Content(archive, "rows.csv"));
        }
    }

    [Fact]
    public async Task Questions_of_one_file_name_are_told_apart_and_none_that_was_reworded_since_is_packed()
    {
        using var trial = new Trial();
        Directory.CreateDirectory(trial.Folder["a"]);
        Directory.CreateDirectory(trial.Folder["b"]);
        var (first, second) = (trial.Folder.Write("a/q.yaml", Yaml("team")), trial.Folder.Write("b/q.yaml", Yaml("area")));
        var run = await trial.ClassifyFileAsync(trial.Folder.Write("leads.csv", List), first, "--question", second, "--format", "json");
        Assert.True(run.ExitCode == 0, run.Error);

        await CommandLine.RunAsync("jobs", "export", run.Text("job")!, "--db", trial.Database, "--out", trial.Folder["a.zip"]);
        trial.Folder.Write("a/q.yaml", Yaml("team").Replace("Which", "In which", StringComparison.Ordinal));
        var reworded = await CommandLine.RunAsync("jobs", "export", run.Text("job")!, "--db", trial.Database, "--out", trial.Folder["b.zip"], "--format", "json");

        using var archive = ZipFile.OpenRead(trial.Folder["a.zip"]);
        Assert.Equal(["questions/area.yaml", "questions/team.yaml"], archive.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith('q')).Order(StringComparer.Ordinal));
        using var later = ZipFile.OpenRead(trial.Folder["b.zip"]);
        Assert.DoesNotContain(later.Entries, entry => entry.FullName.StartsWith("questions/", StringComparison.Ordinal));
        Assert.Contains("reworded", reworded.Json.GetProperty("missing").ToString(), StringComparison.Ordinal);
    }

    private static string Yaml(string name) =>
        $"name: {name}\nask: Which {name}?\ntext: \"{{Job Title}}\"\nlabels:\n  - name: Finance\n  - name: HR\n";

    [Fact]
    public async Task An_archive_can_go_to_standard_output()
    {
        using var trial = new Trial();
        var job = (await trial.ClassifyAsync(List, "--format", "json")).Text("job")!;

        Assert.Equal(2, (await CommandLine.RunAsync("jobs", "export", job, "--db", trial.Database, "--out", "-", "--format", "json")).ExitCode);
        using var output = new MemoryStream();
        var terminal = new Terminals.Terminal(TextWriter.Null, TextWriter.Null, ErrorIsTerminal: false, TimeProvider.System, _ => null) { OpenOut = () => output };
        Assert.Equal(0, await CommandLineApp.RunAsync(["jobs", "export", job, "--db", trial.Database, "--out", "-"], terminal, CancellationToken.None));
        using var archive = new ZipArchive(new MemoryStream(output.ToArray()));
        Assert.NotNull(archive.GetEntry("manifest.json"));
    }

    private static byte[] Content(ZipArchive archive, string name)
    {
        using var stream = archive.GetEntry(name)!.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static string[] Lines(ZipArchive archive, string name) =>
        System.Text.Encoding.UTF8.GetString(Content(archive, name)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
