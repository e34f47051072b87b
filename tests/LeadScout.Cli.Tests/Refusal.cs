using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>What every refusal of bad input looks like.</summary>
internal static class Refusal
{
    /// <summary>Exit code 2, nothing on standard output, no stack trace, and each of these parts in the message.</summary>
    public static void Check(Run run, params string[] said)
    {
        Assert.True(run.ExitCode == 2, $"exit code {run.ExitCode}: {run.Error}");
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Out);
        foreach (var part in said)
        {
            Assert.Contains(part, run.Error, StringComparison.OrdinalIgnoreCase);
        }
    }
}
