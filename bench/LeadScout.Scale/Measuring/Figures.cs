using System.Diagnostics;
using System.Globalization;

namespace LeadScout.Scale.Measuring;

/// <summary>What one run took of its process.</summary>
/// <param name="WallSeconds">Time on the clock.</param>
/// <param name="CpuSeconds">Processor time, all cores together.</param>
/// <param name="PeakMegabytes">The most memory that the process ever held, runtime included.</param>
internal readonly record struct Figures(double WallSeconds, double CpuSeconds, double PeakMegabytes)
{
    /// <summary>Measures work in this process; call it once in a process.</summary>
    public static async Task<Figures> OfAsync(Func<Task> work)
    {
        using var process = Process.GetCurrentProcess();
        var (cpu, started) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
        await work();
        var wall = Stopwatch.GetElapsedTime(started);
        process.Refresh();
        return new Figures(wall.TotalSeconds, (process.TotalProcessorTime - cpu).TotalSeconds, process.PeakWorkingSet64 / 1e6);
    }

    /// <summary>One line of tab-separated figures.</summary>
    public string ToLine() => string.Create(CultureInfo.InvariantCulture, $"{WallSeconds:R}\t{CpuSeconds:R}\t{PeakMegabytes:R}");

    /// <summary>Reads what <see cref="ToLine"/> wrote.</summary>
    public static Figures Parse(string line)
    {
        var cells = Array.ConvertAll(line.Split('\t'), cell => double.Parse(cell, CultureInfo.InvariantCulture));
        return new Figures(cells[0], cells[1], cells[2]);
    }
}
