using System.Diagnostics;
using LeadScout.Docs.Tests.Pages;
using Xunit;

namespace LeadScout.Docs.Tests.Integrations;

/// <summary>The script for a monthly list says what each exit code means, and passes it on.</summary>
public sealed class MonthlyTests
{
    [Theory]
    [InlineData("0", 0, "Labelled and certified")]
    [InlineData("2", 2, "the message above says where")]
    [InlineData("3", 3, "higher MAX_COST")]
    [InlineData("4 4", 4, "run this again later")]
    [InlineData("4 0", 0, "Labelled and certified")]
    [InlineData("6", 0, "Nothing to do")]
    [InlineData("130", 130, "Interrupted")]
    [InlineData("1", 1, "ended with 1")]
    public async Task An_exit_code_is_told_and_passed_on(string codes, int passed, string said)
    {
        using var folder = new Folder();
        Directory.CreateDirectory(folder["bin"]);
        folder.Write("codes", codes.Replace(' ', '\n') + "\n");
        folder.Write("bin/leadscout", "#!/usr/bin/env bash\necho \"$@\" >&2\ncode=$(head -1 codes)\nsed -i 1d codes\nexit \"$code\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder["bin/leadscout"], (UnixFileMode)0b111_101_101);
        }

        var start = new ProcessStartInfo("bash", ["-c", "exec 2>&1; \"$0\" 'my leads.csv' openai:gpt-5-mini", Path.Join(Repository.Root, "samples/integrations/monthly.sh")])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
        };
        start.Environment["PATH"] = $"{folder["bin"]}:{start.Environment["PATH"]}";
        start.Environment["PAUSE"] = "0";
        using var script = Process.Start(start)!;
        var output = await script.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await script.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(passed, script.ExitCode);
        Assert.Contains(said, output, StringComparison.Ordinal);
        Assert.Contains("classify my leads.csv --question department --teacher openai:gpt-5-mini --max-cost 5.00 --yes --format json", output, StringComparison.Ordinal);
        Assert.Empty(File.ReadAllText(folder["codes"]));
    }
}
