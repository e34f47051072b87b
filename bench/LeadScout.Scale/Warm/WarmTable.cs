using System.Globalization;
using LeadScout.Savings.Results;
using LeadScout.Scale.Measuring;

namespace LeadScout.Scale.Warm;

/// <summary>A warm job beside the copy of its list.</summary>
internal static class WarmTable
{
    public static string Render(int rows, int distinct, IReadOnlyList<(Figures Copy, Figures Warm)> runs)
    {
        var text = $"""
            # A warm list

            CSV to CSV, {Show.Whole(rows)} rows, {Show.Whole(distinct)} distinct texts, 8 columns, every text in the answer log. Warm: a whole job, from opening the database
            and reading the answers to the result flushed to disk. Copy: the same file through the same CSV library, untouched, on one core. Each run in a process
            of its own, the two in turn; the last line has the medians. Machine: {Machine.Description}.

            | warm rows/s ÷ copy rows/s | copy rows/s | warm rows/s | copy CPU s | warm CPU s | copy peak MB | warm peak MB |
            |---|---|---|---|---|---|---|

            """.ReplaceLineEndings("\n");
        var median = (Copy: Median([.. runs.Select(run => run.Copy)]), Warm: Median([.. runs.Select(run => run.Warm)]));
        return text + string.Concat(runs.Append(median).Select(run => Row(rows, run.Copy, run.Warm)));
    }

    private static string Row(int rows, Figures copy, Figures warm) => Markdown.Row(
        (copy.WallSeconds / warm.WallSeconds).ToString("0.00", CultureInfo.InvariantCulture),
        Show.Whole(rows / copy.WallSeconds),
        Show.Whole(rows / warm.WallSeconds),
        Show.Tenths(copy.CpuSeconds),
        Show.Tenths(warm.CpuSeconds),
        Show.Whole(copy.PeakMegabytes),
        Show.Whole(warm.PeakMegabytes));

    private static Figures Median(Figures[] runs) => new(
        Savings.Results.Median.Of([.. runs.Select(run => run.WallSeconds)]),
        Savings.Results.Median.Of([.. runs.Select(run => run.CpuSeconds)]),
        Savings.Results.Median.Of([.. runs.Select(run => run.PeakMegabytes)]));
}
