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
            folder["a"], null, "answers", "correct", "Head of Marketing", "--question", "department", "--label", "Sales");

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
