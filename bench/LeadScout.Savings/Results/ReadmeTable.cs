using System.Globalization;
using System.Text;
using LeadScout.Savings.Runs;

namespace LeadScout.Savings.Results;

/// <summary>The short table of the README: share of rows asked and, for methods that promise nothing, the real difference.</summary>
internal static class ReadmeTable
{
    /// <summary>The line before the table in the README.</summary>
    public const string Begin = "<!-- savings -->";

    /// <summary>The line after it.</summary>
    public const string End = "<!-- /savings -->";

    private static readonly (string Method, string Title, bool Promises)[] Columns =
    [
        ("memo", "exact memo", true),
        ("soundex", "predecessor's rule", false),
        ("nearest", "nearest neighbour, hindsight", false),
        ("stream", "LeadScout, stream, 2 %", true),
        ("coverage-1", "LeadScout, certified 1 %", true),
        ("coverage-2", "**LeadScout, certified 2 %**", true),
        ("coverage-5", "LeadScout, certified 5 %", true),
    ];

    /// <summary>The table with its markers, from the results alone.</summary>
    public static string Render(IReadOnlyList<RunResult> results)
    {
        var text = new StringBuilder(Begin).Append('\n');
        text.Append("| set | rows |").AppendJoin(" |", Columns.Select(column => " " + column.Title)).Append(" |\n|---|---|");
        text.Append(string.Concat(Columns.Select(_ => "---|"))).Append('\n');
        foreach (var set in results.GroupBy(run => run.Set))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {set.Key} | {Show.Whole(set.First().Rows)} |");
            foreach (var (method, _, promises) in Columns)
            {
                text.Append(' ').Append(Cell([.. set.Where(run => run.Method == method)], promises)).Append(" |");
            }

            text.Append('\n');
        }

        return text.Append(End).ToString();
    }

    /// <summary>The part of a README between the markers, markers included; null when it has none.</summary>
    public static string? Find(string readme)
    {
        var begin = readme.IndexOf(Begin, StringComparison.Ordinal);
        var end = begin < 0 ? -1 : readme.IndexOf(End, begin, StringComparison.Ordinal);
        return end < 0 ? null : readme[begin..(end + End.Length)];
    }

    private static string Cell(IReadOnlyList<RunResult> runs, bool promises)
    {
        if (runs.Count == 0)
        {
            return "–";
        }

        var asked = Show.Share(Median.Of(runs.Select(run => run.AskedShare)));
        var certified = runs.Count(run => run.Bound is not null);
        return (promises, certified) switch
        {
            (false, _) => $"{asked}, {Show.Share(Median.Of(runs.Select(run => run.DifferentShare)))} differ",
            (true, > 0) when certified < runs.Count =>
                string.Create(CultureInfo.InvariantCulture, $"{asked}, {certified} of {runs.Count} certified"),
            _ => asked,
        };
    }
}
