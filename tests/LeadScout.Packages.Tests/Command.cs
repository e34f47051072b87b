using System.Diagnostics;
using System.Text;
using Xunit;

namespace LeadScout.Packages.Tests;

/// <summary>Runs other programs, with a folder of restored packages that was empty at first.</summary>
internal static class Command
{
    /// <summary>Runs a command and expects it to succeed.</summary>
    public static async Task<string> RunAsync(string folder, string file, params string[] arguments)
    {
        using var process = Start(folder, file, arguments);
        var said = new StringBuilder();
        await Task.WhenAll(DrainAsync(process.StandardOutput, said), DrainAsync(process.StandardError, said));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{file} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{said}");
        return said.ToString();
    }

    /// <summary>Starts one that goes on.</summary>
    public static Process Start(string folder, string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NUGET_PACKAGES"] = Path.Join(Feed.Root, "restored");
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment.Remove("MSBuildSDKsPath");
        return Process.Start(start)!;
    }

    private static async Task DrainAsync(StreamReader from, StringBuilder to)
    {
        while (await from.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            lock (to)
            {
                to.AppendLine(line);
            }
        }
    }
}
