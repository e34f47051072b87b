using System.Globalization;
using System.Text;
using LeadScout.Jobs;
using LeadScout.Savings.Results;
using LeadScout.Scale.Measuring;

namespace LeadScout.Scale.Formats;

/// <summary>One job.</summary>
/// <param name="Format">The list's ending.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Megabytes">The size of its file.</param>
/// <param name="Copy">What it takes to copy the file, flushed to disk.</param>
/// <param name="Job">What the job took.</param>
internal sealed record FormatRun(string Format, int Rows, int Columns, double Megabytes, Figures Copy, Figures Job);

/// <summary>Warm jobs over lists of every format, and how their memory grows with rows.</summary>
internal static class FormatTable
{
    public static string Render(int distinct, IReadOnlyList<FormatRun> runs)
    {
        var text = new StringBuilder($"""
            # Formats

            Whole jobs over lists of {Show.Whole(distinct)} distinct texts at most, every text in the answer log: each is read twice and written once. Memory, against the line above:
            the peak of the process, runtime, texts and answers included, beside that of a tenth of the rows. Copy: the same file copied as bytes. Each run in
            a process of its own. Machine: {Measuring.Machine.Description}.

            | format | rows | columns | memory, against the line above | peak MB | job CPU s ÷ copy CPU s | cells per CPU s | wall s | file MB |
            |---|---|---|---|---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        FormatRun? above = null;
        foreach (var run in runs)
        {
            text.Append(Markdown.Row(
                run.Format,
                Show.Whole(run.Rows),
                Show.Whole(run.Columns),
                above?.Format == run.Format && above.Columns == run.Columns ? $"× {(run.Job.PeakMegabytes / above.Job.PeakMegabytes).ToString("0.00",
                CultureInfo.InvariantCulture)} for rows × {run.Rows / above.Rows}" : "",
                Show.Whole(run.Job.PeakMegabytes),
                Show.Whole(run.Job.CpuSeconds / run.Copy.CpuSeconds),
                Show.Whole((double)run.Rows * run.Columns / run.Job.CpuSeconds),
                Show.Tenths(run.Job.WallSeconds),
                Show.Whole(run.Megabytes)));
            above = run;
        }

        return text.ToString();
    }
}
