using System.Diagnostics;
using System.Globalization;
using LeadScout.Savings.Runs;
using LeadScout.Savings.Sets;
using LeadScout.Statistics;

namespace LeadScout.Savings.Costs;

/// <summary>What one job took of this process.</summary>
/// <param name="Rows">Rows of the list.</param>
/// <param name="Labels">Labels of the question.</param>
/// <param name="Asked">Texts asked.</param>
/// <param name="CpuSeconds">Processor time of the job, all cores together; reading the set left out.</param>
/// <param name="WallSeconds">Time on the clock.</param>
/// <param name="PeakMegabytes">The most memory that the process ever held, runtime and set included.</param>
internal sealed record CostFigures(int Rows, int Labels, int Asked, double CpuSeconds, double WallSeconds, double PeakMegabytes)
{
    /// <summary>Runs one job at the default budget and measures the process; call it once in a process.</summary>
    public static async Task<CostFigures> MeasureAsync(LabelledSet set, int rows)
    {
        var trial = new Trial(Sample.Draw(set, 1, rows), 1, RunOptions.Default);
        using var process = Process.GetCurrentProcess();
        var (cpu, started) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
        await ListJob.RunAsync(trial, ErrorBudget.Default);
        var wall = Stopwatch.GetElapsedTime(started);
        process.Refresh();
        return new CostFigures(
            trial.Sample.Rows.Length,
            set.Question.Labels.Length,
            trial.Teacher.AskedTexts,
            (process.TotalProcessorTime - cpu).TotalSeconds,
            wall.TotalSeconds,
            process.PeakWorkingSet64 / 1e6);
    }

    /// <summary>One line of tab-separated figures.</summary>
    public string ToLine() =>
        string.Create(CultureInfo.InvariantCulture, $"{Rows}\t{Labels}\t{Asked}\t{CpuSeconds:0.00}\t{WallSeconds:0.00}\t{PeakMegabytes:0}");

    /// <summary>Reads what <see cref="ToLine"/> wrote.</summary>
    public static CostFigures Parse(string line)
    {
        var cells = line.Split('\t');
        return new CostFigures(Whole(0), Whole(1), Whole(2), Real(3), Real(4), Real(5));

        int Whole(int cell) => int.Parse(cells[cell], CultureInfo.InvariantCulture);
        double Real(int cell) => double.Parse(cells[cell], CultureInfo.InvariantCulture);
    }
}
