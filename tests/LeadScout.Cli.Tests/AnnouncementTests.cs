using Xunit;

namespace LeadScout.Cli.Tests;

public sealed class AnnouncementTests
{
    [Fact]
    public async Task What_will_happen_is_said_before_the_first_call()
    {
        using var trial = new Trial();
        await trial.ClassifyAsync("Job Title\nCFO\n");

        var run = await trial.ClassifyAsync("Job Title\nCFO\nCFO\nRecruiter\n\n");

        Assert.Contains(
            "4 rows, 2 distinct texts, 1 known already. Asking recorded:answers.tsv about 1 text in 1 call, 20 a call.",
            run.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guessed_column_is_said_aloud()
    {
        using var trial = new Trial();
        var run = await trial.ClassifyAsync("Name,Position\nA,CFO\n");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("Position", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_takes_the_first_rows_only()
    {
        using var trial = new Trial();
        var run = await trial.ClassifyAsync("Job Title\nCFO\nRecruiter\nVertriebsleiter\n", "--limit", "2", "--format", "json");
        Assert.Equal((2L, 2L), (run.Number("rows"), run.Number("askedTexts")));
    }

    [Fact]
    public async Task The_default_teacher_is_said_aloud()
    {
        using var folder = new Folder();
        var run = await CommandLine.RunAsync(
            name => name == "OPENAI_API_KEY" ? "test-key" : null,
            "classify", folder.Write("leads.csv", "Job Title\nCFO\n"), "--question", "department", "--teacher-url", "http://127.0.0.1:9/v1", "--retries", "0", "--db", folder["x.db"]);
        Assert.Equal(4, run.ExitCode);
        Assert.Contains("openai:gpt-5-mini is asked", run.Error, StringComparison.Ordinal);
    }
}
