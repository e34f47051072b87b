using System.Diagnostics;
using System.Globalization;

namespace LeadScout.Savings.Costs;

/// <summary>Measures a job in a process of its own, so that one job's peak memory does not hide another's.</summary>
internal static class OwnProcess
{
    /// <summary>Starts this program again for one job and waits for its figures.</summary>
    public static async Task<CostFigures> MeasureAsync(string path, int rows)
    {
        var program = Environment.ProcessPath!;
        string[] command = ["cost-of", path, rows.ToString(CultureInfo.InvariantCulture)];
        var start = Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? new ProcessStartInfo(program, [Path.Combine(AppContext.BaseDirectory, "LeadScout.Savings.dll"), .. command])
            : new ProcessStartInfo(program, command);
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? CostFigures.Parse(output)
            : throw new InvalidOperationException($"The job over {rows} rows of {path} ended with code {process.ExitCode}.");
    }
}
