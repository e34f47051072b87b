using System.Diagnostics;
using Xunit;

namespace LeadScout.Tests.Jobs.Running;

/// <summary>The program of tests/LeadScout.Simulation.</summary>
internal static class SimulationProcess
{
    private static readonly string Executable = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "LeadScout.Simulation", new DirectoryInfo(AppContext.BaseDirectory).Name,
        OperatingSystem.IsWindows() ? "LeadScout.Simulation.exe" : "LeadScout.Simulation"));

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int ExitCode, string[] Lines)> RunAsync(params string[] args)
    {
        var start = new ProcessStartInfo(Executable, args) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_TieredCompilation"] = args.Contains("200") ? "0" : "1"; // few seeds are over before their code would be compiled
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, (output + await error).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
