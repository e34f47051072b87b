using System.Diagnostics;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>
/// Standard output and error may be closed, or lead to a full disk: the command does its work, and says done only where all was shown.
/// </summary>
public sealed class BrokenStreamTests : IDisposable
{
    private readonly Folder _folder = new();

    [Theory]
    [InlineData("questions list > /dev/full", 2)]
    [InlineData("questions list >&-", 0)]
    [InlineData("questions list 2> /dev/full", 0)]
    [InlineData("questions list 2>&-", 0)]
    [InlineData("questions show nope 2> /dev/full", 2)]
    [InlineData("questions show nope 2>&-", 2)]
    [InlineData("questions show nope >&- 2>&-", 2)]
    [InlineData("--version > /dev/full", 2)]
    [InlineData("--version >&-", 0)]
    [InlineData("--help > /dev/full 2> /dev/full", 2)]
    [InlineData("nonsense > /dev/full 2> /dev/full", 2)]
    [InlineData("demo > /dev/full 2> /dev/full", 2)]
    [InlineData("questions list | head -1 > /dev/null", 0)]
    [InlineData("questions list <&-", 0)]
    public async Task The_exit_code_tells_what_happened(string command, int exitCode)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs a POSIX shell and /dev/full.");

        var (code, error) = await ShellAsync(command);

        Assert.Equal((command, exitCode), (command, code));
        Assert.DoesNotContain("failed in a way it should not", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_and_what_to_do_is_said_on_the_other_stream()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs a POSIX shell and /dev/full.");

        var (_, error) = await ShellAsync("questions list > /dev/full");

        Assert.Contains("Standard output can't be written: No space left on device", error, StringComparison.Ordinal);
        Assert.Contains("Give the command again", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("answers export >&-", "Standard output is closed")]
    [InlineData("serve keys add me >&-", "nobody has it")]
    [InlineData("answers export > /dev/full", "Standard output can't be written")]
    [InlineData("classify - --input-format csv --out - --question department --teacher recorded:answers.tsv --yes < leads.csv >&-", "standard output: it is closed")]
    [InlineData("classify - --input-format csv --out - --question department --teacher recorded:answers.tsv --yes < leads.csv > /dev/full", "standard output: No space left")]
    public async Task What_was_to_be_kept_from_standard_output_and_went_nowhere_is_not_done(string command, string says)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs a POSIX shell and /dev/full.");
        _folder.Write("leads.csv", "Job Title\nCFO\nRecruiter\n");
        _folder.Write("answers.tsv", Trial.Answers);
        await ShellAsync("classify leads.csv --question department --teacher recorded:answers.tsv");

        var (code, error) = await ShellAsync(command);

        Assert.Equal((command, 2), (command, code));
        Assert.Contains(says, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_nobody_can_watch_is_done_all_the_same()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs a POSIX shell.");
        _folder.Write("leads.csv", "Job Title\nCFO\nRecruiter\n");
        _folder.Write("answers.tsv", Trial.Answers);

        var (code, _) = await ShellAsync("classify leads.csv --question department --teacher recorded:answers.tsv >&- 2>&-");

        Assert.Equal(0, code);
        Assert.StartsWith(
            "Job Title,department,", System.Text.Encoding.UTF8.GetString(_folder.Read("leads.labelled.csv")), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<(int Code, string Error)> ShellAsync(string command)
    {
        var start = new ProcessStartInfo("bash", ["-o", "pipefail", "-c", $"\"$LEADSCOUT\" {command}"])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LEADSCOUT"] = LeadScoutProcess.Executable;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await output;
        return (process.ExitCode, await error);
    }
}
