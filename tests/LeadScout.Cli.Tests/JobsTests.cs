using System.Text.Json;
using LeadScout.Jobs;
using Xunit;

namespace LeadScout.Cli.Tests;

public sealed class JobsTests
{
    private const string List = "Job Title\nCFO\nRecruiter\n\nCFO\n";

    [Fact]
    public async Task A_job_is_listed_shown_and_deleted_and_its_answers_stay()
    {
        using var trial = new Trial();
        var job = (await trial.ClassifyAsync(List, "--format", "json")).Text("job")!;

        var list = await CommandLine.RunAsync("jobs", "list", "--db", trial.Database);
        Assert.Contains(job, list.Out, StringComparison.Ordinal);
        Assert.False(string.IsNullOrWhiteSpace(list.Out.Split('\n')[0]));
        var show = await CommandLine.RunAsync("jobs", "show", job[..4], "--db", trial.Database);
        Assert.Contains($"Job {job}: done", show.Out, StringComparison.Ordinal);
        Assert.Contains("ledger: 1 call, 1 answered", show.Out, StringComparison.Ordinal);
        var deleted = await CommandLine.RunAsync("jobs", "delete", job, "--db", trial.Database);
        Assert.Equal(0, deleted.ExitCode);
        Assert.Contains("No jobs yet", (await CommandLine.RunAsync("jobs", "list", "--db", trial.Database)).Out, StringComparison.Ordinal);

        var again = await trial.ClassifyAsync(List, "--format", "json");
        Assert.Equal((0L, 3L), (again.Number("newCalls"), again.Json.GetProperty("rowsBySource").GetProperty("teacher").GetInt64()));
    }

    [Fact]
    public async Task Jobs_are_listed_as_JSON()
    {
        using var trial = new Trial();
        var job = await trial.ClassifyAsync(List, "--format", "json");

        var list = await CommandLine.RunAsync("jobs", "list", "--db", trial.Database, "--format", "json");

        using var document = JsonDocument.Parse(list.Out);
        var listed = Assert.Single(document.RootElement.EnumerateArray());
        Assert.Equal(job.Text("job"), listed.GetProperty("job").GetString());
        Assert.Equal(4, listed.GetProperty("report").GetProperty("rows").GetInt64());
    }

    [Fact]
    public async Task An_unknown_job_is_refused_with_those_there_are()
    {
        using var trial = new Trial();
        var job = (await trial.ClassifyAsync(List, "--format", "json")).Text("job")!;

        var run = await CommandLine.RunAsync("jobs", "show", "zzz", "--db", trial.Database);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("'zzz'", run.Error, StringComparison.Ordinal);
        Assert.Contains(job, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_refused()
    {
        using var trial = new Trial();
        var run = await CommandLine.RunAsync("jobs", "list", "--db", trial.Database);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(trial.Database, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("classify", "--out")]
    [InlineData("certify", "--fix")]
    public async Task What_only_the_command_that_began_the_job_can_say_is_named_as_its_option(string command, string option)
    {
        using var folder = new Folder();
        var list = folder.Write("leads.csv", "Job Title,Old\nCFO,Sales\nCEO,HR\n");
        var place = Directory.CreateDirectory(folder["results"]);
        string[] labels = command == "certify" ? ["--label-column", "Old"] : [];
        var stopped = await CommandLine.RunAsync([
            command, list, .. labels, option, Path.Join(place.FullName, "out.csv"), "--question", "department", "--teacher", "openai:m", "--teacher-url", "http://127.0.0.1:9/v1", "--retries", "0", "--db", folder["x.db"],
            "--max-error", "0%", "--format", "json"]);
        Assert.True(stopped.ExitCode == 4, stopped.Error);
        place.Delete();

        var run = await CommandLine.RunAsync("jobs", "resume", stopped.Text("job")!, "--db", folder["x.db"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("say another place with --out (of certify: --fix), an option of the command that began the job.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_changed_under_an_unfinished_job_is_refused_with_what_to_do()
    {
        using var folder = new Folder();
        var list = folder.Write("leads.csv", "Job Title\nCFO\n");
        string[] command =
            ["classify", list, "--question", "department", "--teacher", "openai:m", "--teacher-url", "http://127.0.0.1:9/v1", "--retries", "0", "--db", folder["x.db"], "--format", "json"];
        var stopped = await CommandLine.RunAsync(command);
        Assert.Equal(4, stopped.ExitCode);
        folder.Write("leads.csv", "Job Title\nCEO\n");

        var run = await CommandLine.RunAsync(command);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("changed", run.Error, StringComparison.Ordinal);
        Assert.Contains($"jobs delete {stopped.Text("job")}", run.Error, StringComparison.Ordinal);
    }
}
