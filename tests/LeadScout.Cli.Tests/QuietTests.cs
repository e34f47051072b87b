using Xunit;

namespace LeadScout.Cli.Tests;

public sealed class QuietTests : IDisposable
{
    private const string Leads = "Job Title\nCFO\nRecruiter\nVertriebsleiter\nCFO\n";

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_quiet_job_says_nothing_writes_its_result_and_gives_the_exit_code()
    {
        string[] quiet =
        [
            "classify", _folder.Write("leads.csv", Leads), "--question", "department",
            "--teacher", "recorded:" + _folder.Write("answers.tsv", Trial.Answers), "--db", _folder["x.db"], "--out", _folder["out.csv"], "--quiet",
        ];

        var run = await CommandLine.RunAsync(quiet);

        Assert.Equal((0, "", ""), (run.ExitCode, run.Out, run.Error));
        Assert.True(File.Exists(_folder["out.csv"]));
        var told = await CommandLine.RunAsync([.. quiet, "--format", "json"]);
        Assert.Equal(("done", ""), (told.Text("state"), told.Error));
        var again = await CommandLine.RunAsync("jobs", "resume", told.Text("job")!, "--db", _folder["x.db"], "--quiet");
        Assert.Equal((0, "", ""), (again.ExitCode, again.Out, again.Error));
    }

    [Fact]
    public async Task A_quiet_job_that_stops_says_why_and_nothing_else()
    {
        var run = await CommandLine.RunAsync(
            "classify", _folder.Write("leads.csv", Leads), "--question", "department", "--teacher", "openai:nobody",
            "--teacher-url", "http://127.0.0.1:1", "--retries", "0", "--patience", "1s", "--db", _folder["x.db"], "--out", _folder["out.csv"], "--quiet");

        Assert.Equal((4, ""), (run.ExitCode, run.Out));
        Assert.StartsWith("Stopped (", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_quiet_command_that_is_refused_says_what_is_wrong()
    {
        Refusal.Check(
            await CommandLine.RunAsync("classify", _folder["none.csv"], "--question", "department", "--teacher", "recorded:x.tsv", "--quiet"),
            "none.csv");
    }

    [Fact]
    public async Task A_quiet_estimate_gives_its_figures_alone()
    {
        var run = await CommandLine.RunAsync(
            "estimate", _folder.Write("leads.csv", Leads), "--question", "department",
            "--teacher", "recorded:" + _folder.Write("answers.tsv", Trial.Answers), "--db", _folder["x.db"], "--quiet");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.NotEqual("", run.Out);
    }
}
