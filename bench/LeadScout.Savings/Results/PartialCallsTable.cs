using System.Globalization;
using System.Text;
using LeadScout.Savings.Runs;
using LeadScout.Teaching;

namespace LeadScout.Savings.Results;

/// <summary>What it costs that not every call is full: by runs on record.</summary>
internal static class PartialCallsTable
{
    private const string Head = """
        # What calls that are not full cost

        Written by `calls` of `bench/LeadScout.Savings` from the runs in [savings.tsv](savings.tsv). A call costs its instructions and labels however few texts it holds. *Fewest*:
        calls that hold the same texts when all but the last are full. *Of the bill*: what the calls beyond these cost, by what all cost; the answers are the same.
        Tokens by the formula of [savings.md](savings.md). Means of the seeds.

        | set | budget | seeds | texts | calls | fewest | texts a call | tokens a text | if full | money for 1,000 texts | if full | of the bill |
        |---|---|---|---|---|---|---|---|---|---|---|---|

        """;

    /// <param name="runs">Jobs of the product.</param>
    /// <param name="options">How they were run.</param>
    /// <param name="callOf">By set: what a call uses whatever it holds.</param>
    public static string Render(IReadOnlyList<RunResult> runs, RunOptions options, Func<string, Usage> callOf)
    {
        var text = new StringBuilder(Head.ReplaceLineEndings("\n"));
        foreach (var same in runs.GroupBy(run => (run.Set, run.Method)))
        {
            var call = callOf(same.Key.Set);
            var (perCall, tokens) = ((double)options.Price.Of(call).Dollars, call.InputTokens + call.OutputTokens);
            var (texts, calls) = (same.Average(run => run.Asked), same.Average(run => run.Calls));
            var fewest = same.Average(run => Math.Ceiling((double)run.Asked / options.RowsPerCall));
            var (dollars, used) = ((double)same.Average(run => run.Dollars), same.Average(run => run.Tokens));
            text.Append(Markdown.Row(
                same.Key.Set,
                same.Key.Method[(same.Key.Method.IndexOf('-', StringComparison.Ordinal) + 1)..] + " %",
                Show.Whole(same.Count()),
                Show.Whole(texts),
                Show.Whole(calls),
                Show.Whole(fewest),
                Show.Tenths(texts / calls),
                Show.Tenths(used / texts),
                Show.Tenths((used - ((calls - fewest) * tokens)) / texts),
                Show.Dollars(1_000 * dollars / texts),
                Show.Dollars(1_000 * (dollars - ((calls - fewest) * perCall)) / texts),
                Show.Share((calls - fewest) * perCall / dollars)));
        }

        return text.ToString();
    }
}
