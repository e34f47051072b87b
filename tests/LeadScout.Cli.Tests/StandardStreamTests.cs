using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>What comes through standard input lies in a temporary file while a command runs, and nowhere afterwards.</summary>
public sealed class StandardStreamTests : IDisposable
{
    private static readonly string[] Classify =
        ["classify", "-", "--input-format", "csv", "--question", "department", "--teacher", "recorded:answers.tsv", "--max-error", "0%", "--db", "x.db"];

    private readonly Folder _folder = new();

    public StandardStreamTests()
    {
        _folder.Write("answers.tsv", Trial.Answers);
        Directory.CreateDirectory(Temporary);
    }

    private string Temporary => _folder["temporary"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_estimate_reads_standard_input_as_classify_does()
    {
        string[] command =
            ["--input-format", "csv", "--question", "department", "--teacher", "recorded:answers.tsv", "--max-error", "0%", "--db", "x.db"];

        var estimated = await LeadScoutProcess.RunWithInputAsync(
            _folder.Path, "Id;Job Title\n1;CFO\n2;#N/A\n", ["estimate", "-", "--format", "json", .. command]);

        Assert.True(estimated.ExitCode == 0, estimated.Error);
        Assert.Equal(
            ("-", 2, 1),
            (estimated.Text("list"), estimated.Number("rows"), estimated.Json.GetProperty("findings").GetProperty("cellErrorRows").GetInt64()));
        Assert.Contains("as in \"CFO\"", estimated.Error, StringComparison.Ordinal);
        var job = (
            await LeadScoutProcess.RunWithInputAsync(_folder.Path, "Id;Job Title\n1;CFO\n2;#N/A\n", ["classify", "-", "--out", "out.csv", "--format", "json", .. command])).Text("job");
        Assert.Equal(estimated.Text("job"), job);
        Refusal.Check(
            await LeadScoutProcess.RunWithInputAsync(
                _folder.Path, "", "estimate", "-", "--question", "department", "--teacher", "recorded:answers.tsv"),
            "--input-format");
    }

    [Fact]
    public async Task Ctrl_C_while_the_list_comes_in_leaves_nothing_behind()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals are sent on Linux only.");
        using var process = LeadScoutProcess.StartReading(_folder.Path, Temporary, "Id;Job Title\n1;CFO\n", Classify);
        await UntilAsync(() => Spools().Any(HasList) || process.HasExited);
        process.Interrupt();

        var run = await process.EndAsync();

        Assert.True(run.ExitCode == 130, run.Error);
        Assert.Empty(Spools());
    }

    [Fact]
    public async Task What_a_killed_command_left_is_removed_by_the_next_and_what_another_is_using_is_not()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals are sent on Linux only.");
        using var atWork = LeadScoutProcess.StartReading(_folder.Path, Temporary, "Id;Job Title\n", Classify);
        await UntilAsync(() => Spools().Length == 1 && Spools()[0] is var only && HasList(only));
        var kept = Spools()[0];
        using var killed = LeadScoutProcess.StartReading(_folder.Path, Temporary, "Id;Job Title\n", Classify);
        await UntilAsync(() => Spools().Length == 2 && Spools().All(HasList));
        killed.Kill();
        await killed.EndAsync();
        foreach (var spool in Spools())
        {
            File.SetLastWriteTimeUtc(Path.Join(spool.FullName, "lock"), DateTime.UnixEpoch.AddYears(50));
        }

        using (var next = LeadScoutProcess.StartReading(_folder.Path, Temporary, "", [.. Classify, "--out", "-"]))
        {
            await UntilAsync(
                () => Spools().Length == 2 && Spools().All(HasList) && !Spools().Any(spool => spool.FullName != kept.FullName && File.GetLastWriteTimeUtc(Path.Join(spool.FullName, "lock")).Year < 2024));
            next.Interrupt();
            await next.EndAsync();
        }

        Assert.Equal(kept.FullName, Assert.Single(Spools()).FullName);
        atWork.Interrupt();
        await atWork.EndAsync();
        Assert.Empty(Spools());
    }

    [Fact]
    public async Task A_job_whose_result_went_to_standard_output_is_resumed_there_and_not_reviewed()
    {
        _folder.Write("leads.csv", "Id;Job Title\n1;CFO\n");
        string[] command =
            ["classify", "leads.csv", "--question", "department", "--teacher", "recorded:answers.tsv", "--max-error", "0%", "--db", "x.db"];
        var first = await LeadScoutProcess.RunAsync(_folder.Path, null, [.. command, "--out", "-"]);
        Assert.True(first.ExitCode == 0, first.Error);
        var jobs = await LeadScoutProcess.RunAsync(_folder.Path, null, "jobs", "list", "--db", "x.db", "--format", "json");
        var job = jobs.Json[0].GetProperty("job").GetString()!;

        var again = await LeadScoutProcess.RunAsync(_folder.Path, null, "jobs", "resume", job, "--db", "x.db");

        Assert.Equal((0, first.Out), (again.ExitCode, again.Out));
        Refusal.Check(
            await LeadScoutProcess.RunAsync(_folder.Path, null, "review", job, "--db", "x.db"), "wrote its result to standard output");
    }

    private DirectoryInfo[] Spools() =>
        [.. new DirectoryInfo(Temporary).EnumerateDirectories("leadscout-spool-*").OrderBy(spool => spool.Name, StringComparer.Ordinal)];

    private static bool HasList(DirectoryInfo spool) => File.Exists(Path.Join(spool.FullName, "list.csv"));

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
