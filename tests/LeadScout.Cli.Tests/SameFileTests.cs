using LeadScout.Questions;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>No command overwrites what it reads, or writes two things to one file, whatever the names.</summary>
public sealed class SameFileTests
{
    private const string List = "Job Title\nCFO\nVertriebsleiter\n";
    private const string Question = "name: role\nask: Which?\ntext: \"{Job Title}\"\nlabels: [Sales, Finance, HR]\n";

    public static TheoryData<string, string> Roles =>
        new MatrixTheoryData<string, string>(["input", "recorded LLM", "question file", "price table"], ["hard link", "linked folder"]);

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task A_result_over_anything_that_the_job_reads_is_refused_and_nothing_changes(string role, string how)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links as Unix has them.");
        using var trial = new Trial();
        var folder = trial.Folder;
        Directory.CreateDirectory(folder["real"]);
        var victim = folder.Write(
            $"real/{role.Replace(' ', '-')}.csv",
            role switch { "question file" => Question, "input" => List, "price table" => "model\tinput\toutput\n", _ => Trial.Answers });
        var before = File.ReadAllBytes(victim);
        var named = folder["other.csv"];
        if (how == "hard link")
        {
            System.Diagnostics.Process.Start("ln", [victim, named]).WaitForExit();
        }
        else
        {
            Directory.CreateSymbolicLink(folder["linked"], folder["real"]);
            named = folder[$"linked/{Path.GetFileName(victim)}"];
        }

        var list = role == "input" ? victim : folder.Write("leads.csv", List);
        string[] job =
        [
            "classify", list, "--question", role == "question file" ? victim : "department", "--teacher", "recorded:" + (role == "recorded LLM" ? victim : folder.Write("answers.tsv", Trial.Answers)),
            "--max-error", "0%", "--db", trial.Database, "--out", named, .. role == "price table" ? new[] { "--prices", victim } : [],
        ];

        var run = await CommandLine.RunAsync(job);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("The output", run.Error, StringComparison.Ordinal);
        Assert.Contains($"is the {role} itself, which is never overwritten", run.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(victim));
        Assert.False(File.Exists(trial.Database));
    }

    [Fact]
    public async Task A_database_and_a_result_of_one_name_are_refused_before_either_is_made()
    {
        using var trial = new Trial();
        var one = trial.Folder["x.csv"];

        var run = await CommandLine.RunAsync(
            "classify", trial.Folder.Write("leads.csv", List), "--question", "department", "--teacher", "recorded:" + trial.Folder.Write("answers.tsv", Trial.Answers), "--db", one, "--out", one);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"The output '{one}' is the database itself", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(one));
    }

    [Fact]
    public async Task An_export_over_its_own_database_is_refused()
    {
        using var trial = new Trial();
        await trial.ClassifyAsync(List);
        var database = trial.Folder["answers.csv"];
        File.Move(trial.Database, database);
        var before = File.ReadAllBytes(database);

        var run = await CommandLine.RunAsync("answers", "export", "--out", database, "--db", database);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("is the database itself", run.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(database));
    }

    [Fact]
    public async Task Output_sent_to_the_list_itself_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A redirection as Unix shells make it.");
        using var trial = new Trial();
        trial.Folder.Write("leads.csv", List);
        trial.Folder.Write("answers.tsv", Trial.Answers);
        var job = $"'{LeadScoutProcess.Executable}' classify leads.csv --question department --teacher recorded:answers.tsv --max-error 0%";

        Assert.Equal(2, await ShellAsync($"{job} >> leads.csv"));
        Assert.Equal(2, await ShellAsync($"{job} > leads.labelled.csv"));
        Assert.Equal(0, await ShellAsync($"{job} > report.txt 2>&1"));
        Assert.Equal(List, File.ReadAllText(trial.Folder["leads.csv"]));

        async Task<int> ShellAsync(string script)
        {
            using var shell = System.Diagnostics.Process.Start(
                new System.Diagnostics.ProcessStartInfo("sh", ["-c", script]) { WorkingDirectory = trial.Folder.Path, RedirectStandardError = true })!;
            await shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
            return shell.ExitCode;
        }
    }

    [Theory]
    [InlineData("leads.csv")]
    [InlineData("leadscout.db")]
    [InlineData("leads.labelled.csv")]
    public async Task The_demo_overwrites_nobodys_files(string name)
    {
        using var folder = new Folder();
        folder.Write(name, "precious");

        var run = await LeadScoutProcess.RunAsync(folder.Path, null, "demo", "--folder", ".");

        Assert.Equal((2, "precious"), (run.ExitCode, File.ReadAllText(folder[name])));
        Assert.Contains($"would overwrite {name}", run.Error, StringComparison.Ordinal);
    }
}
