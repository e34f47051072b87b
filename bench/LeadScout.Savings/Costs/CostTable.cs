using System.Text;
using LeadScout.Savings.Results;

namespace LeadScout.Savings.Costs;

/// <summary>The cost of learning, and how it grows.</summary>
internal static class CostTable
{
    private const string Head = """
        # What learning costs

        Whole jobs at 2 % and 95 % with a teacher that takes no time and a store without a disk, each in a process of its own. CPU: processor seconds of the
        job, all cores together. Peak: the most memory that the process held, runtime, set and store included.

        | set | labels | rows | texts asked | CPU seconds | against the line above | wall seconds | peak MB |
        |---|---|---|---|---|---|---|---|

        """;

    public static string Render(IReadOnlyList<(string Set, CostFigures Figures)> measured)
    {
        var text = new StringBuilder(Head.ReplaceLineEndings("\n"));
        (string Set, CostFigures Figures)? above = null;
        foreach (var (set, figures) in measured)
        {
            var growth = above is { } line && line.Set == set
                ? $"× {Show.Tenths(figures.CpuSeconds / line.Figures.CpuSeconds)} for rows × {Show.Tenths((double)figures.Rows / line.Figures.Rows)}"
                : "";
            text.Append(Markdown.Row(
                set,
                Show.Whole(figures.Labels),
                Show.Whole(figures.Rows),
                Show.Whole(figures.Asked),
                Show.Tenths(figures.CpuSeconds),
                growth,
                Show.Tenths(figures.WallSeconds),
                Show.Whole(figures.PeakMegabytes)));
            above = (set, figures);
        }

        return text.ToString();
    }
}
