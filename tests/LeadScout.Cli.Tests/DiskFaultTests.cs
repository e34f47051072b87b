using System.Diagnostics;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>What the kernel says when a disk fails, said to the real program by strace at the very call.</summary>
public sealed class DiskFaultTests : IDisposable
{
    private const string Result = "leads.labelled.csv";
    private const string Labelled =
        "Job Title,department,department_confidence,department_source\nCFO,Finance,1,teacher\nVertriebsleiter,Sales,1,teacher\n";

    private readonly Folder _folder = new();

    public DiskFaultTests()
    {
        _folder.Write("leads.csv", "Job Title\nCFO\nVertriebsleiter\n");
        _folder.Write("answers.tsv", Trial.Answers);
        _folder.Write(Result, "before");
    }

    [Theory]
    [InlineData("fsync:error=EIO", ".leadscout.tmp")]
    [InlineData("fsync:error=ENOSPC", ".leadscout.tmp")]
    [InlineData("fsync:error=EDQUOT", ".leadscout.tmp")]
    [InlineData("pwrite64:error=ENOSPC", ".leadscout.tmp")]
    [InlineData("pwrite64:error=EIO", ".leadscout.tmp")]
    [InlineData("pread64:error=EIO", ".leadscout.tmp")]
    [InlineData("pwrite64:retval=LENGTH", ".leadscout.tmp")]
    public async Task A_result_that_the_disk_did_not_take_is_no_success_and_what_was_there_stays(string fault, string file)
    {
        // A disk that takes everything and keeps nothing: the call says how much was asked of it, and does nothing.
        var run = await ClassifyAsync(fault.Replace("LENGTH", $"{Labelled.Length}", StringComparison.Ordinal), _folder[Result + file]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("could not be written to the disk", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Done", run.Out, StringComparison.Ordinal);
        Assert.Equal("before", File.ReadAllText(_folder[Result]));
        Assert.False(File.Exists(_folder[Result + ".leadscout.tmp"]));

        Assert.Equal(0, (await ClassifyAsync(null, null)).ExitCode);
        Assert.Equal(Labelled, File.ReadAllText(_folder[Result]));
    }

    [Theory]
    [InlineData("fsync:error=EIO")]
    [InlineData("rename:error=EIO")]
    public async Task A_name_that_the_disk_did_not_take_is_no_success(string fault)
    {
        var run = await ClassifyAsync(
            fault, fault.StartsWith("fsync", StringComparison.Ordinal) ? _folder.Path : _folder[Result + ".leadscout.tmp"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("could not be written to the disk", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<Run> ClassifyAsync(string? fault, string? path)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "strace is Linux's.");
        string[] job =
            [LeadScoutProcess.Executable, "classify", "leads.csv", "--question", "department", "--teacher", "recorded:answers.tsv", "--max-error", "0%"];
        var start = fault is null
            ? new ProcessStartInfo(job[0], job[1..])
            : new ProcessStartInfo(
                "strace",
                ["-f", "-qq", "-o", "/dev/null", "-e", "trace=" + fault.Split(':')[0], "-e", "inject=" + fault, "-P", path!, .. job]);
        (start.WorkingDirectory, start.RedirectStandardOutput, start.RedirectStandardError) = (_folder.Path, true, true);
        using var process = Process.Start(start)!;
        var (output, error) = (
            process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken),
            process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Run(process.ExitCode, await output, await error);
    }
}
