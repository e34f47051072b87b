using System.Text;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>A damaged database, from the command that finds it to the job that goes on with what was saved.</summary>
public sealed class DoctorTests
{
    private const string List = "Job Title\nCFO\nVertriebsleiter\nRecruiter\n";

    [Fact]
    public async Task A_healthy_database_gives_exit_code_0_and_stays_as_it_is()
    {
        using var trial = new Trial();
        await trial.ClassifyAsync(List);
        var before = File.ReadAllBytes(trial.Database);

        var run = await CommandLine.RunAsync("doctor", "--db", trial.Database, "--format", "json");

        Assert.Equal((0, true, 3L), (run.ExitCode, run.Json.GetProperty("healthy").GetBoolean(), run.Number("answers")));
        Assert.Equal(before, File.ReadAllBytes(trial.Database));
        Assert.Equal(
            ["answers.tsv", "leads.csv", "leads.labelled.csv", "trial.db"],
            Directory.EnumerateFiles(trial.Folder.Path).Select(file => Path.GetFileName(file)).Order());
    }

    [Fact]
    public async Task A_flipped_bit_stops_a_job_and_what_is_saved_goes_on_with_it_paying_for_the_one_answer_alone()
    {
        using var trial = new Trial();
        await trial.ClassifyAsync(List);
        var bytes = File.ReadAllBytes(trial.Database);
        bytes[bytes.AsSpan().LastIndexOf(Encoding.UTF8.GetBytes("VertriebsleiterSales")) + 3] ^= 1;
        File.WriteAllBytes(trial.Database, bytes);

        var stopped = await trial.ClassifyAsync(List);
        Assert.Equal(2, stopped.ExitCode);
        Assert.Contains($"leadscout doctor --db {trial.Database}", stopped.Error, StringComparison.Ordinal);

        var examined = await CommandLine.RunAsync("doctor", "--db", trial.Database);
        Assert.Equal(2, examined.ExitCode);
        Assert.Contains("not what was written", examined.Out, StringComparison.Ordinal);
        Assert.Contains("--salvage", examined.Out, StringComparison.Ordinal);

        var saved = trial.Folder["saved.db"];
        var run = await CommandLine.RunAsync("doctor", "--db", trial.Database, "--salvage", saved);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Lost: 1 answer.", run.Out, StringComparison.Ordinal);
        Assert.Equal(bytes, File.ReadAllBytes(trial.Database));

        File.Move(saved, trial.Database, overwrite: true);
        var again = await trial.ClassifyAsync(List, "--format", "json");
        Assert.True(again.ExitCode == 0, again.Error);
        Assert.Equal(0, (await CommandLine.RunAsync("doctor", "--db", trial.Database)).ExitCode);
    }

    [Theory]
    [InlineData("trial.db")]
    [InlineData("leads.csv")]
    [InlineData("trial.db-wal")]
    public async Task Nothing_is_saved_over_anything(string name)
    {
        using var trial = new Trial();
        await trial.ClassifyAsync(List);
        var before = File.Exists(trial.Folder[name]) ? File.ReadAllBytes(trial.Folder[name]) : null;

        var run = await CommandLine.RunAsync("doctor", "--db", trial.Database, "--salvage", trial.Folder[name]);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(before, File.Exists(trial.Folder[name]) ? File.ReadAllBytes(trial.Folder[name]) : null);
    }

    [Fact]
    public async Task What_is_not_there_is_not_made()
    {
        using var folder = new Folder();
        Assert.Equal(2, (await CommandLine.RunAsync("doctor", "--db", folder["nothing.db"])).ExitCode);
        Assert.Empty(Directory.EnumerateFiles(folder.Path));
    }

    [Fact]
    public async Task A_limit_on_open_files_that_is_too_low_is_named()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "ulimit is a Unix shell's.");
        using var shell = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("sh", ["-c", $"ulimit -n 96; exec '{LeadScoutProcess.Executable}' jobs list --format json"]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var error = await shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, shell.ExitCode);
        Assert.Contains("At most 96 files may be open at once here, and LeadScout needs 256.", error, StringComparison.Ordinal);
    }
}
