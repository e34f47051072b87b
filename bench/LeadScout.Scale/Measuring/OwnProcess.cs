using System.Diagnostics;

namespace LeadScout.Scale.Measuring;

/// <summary>Measures a run in a process of its own: no run warms up or fills the memory of another.</summary>
internal static class OwnProcess
{
    /// <summary>Starts this program again with these arguments and waits for its figures.</summary>
    public static async Task<Figures> MeasureAsync(params IEnumerable<string> arguments)
    {
        var program = Environment.ProcessPath!;
        var start = Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? new ProcessStartInfo(program, [Path.Combine(AppContext.BaseDirectory, "LeadScout.Scale.dll"), .. arguments])
            : new ProcessStartInfo(program, arguments);
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? Figures.Parse(output)
            : throw new InvalidOperationException($"The run '{string.Join(' ', arguments)}' ended with code {process.ExitCode}.");
    }
}
