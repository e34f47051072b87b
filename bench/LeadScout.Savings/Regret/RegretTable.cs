using System.Globalization;
using System.Text;
using LeadScout.Savings.Results;

namespace LeadScout.Savings.Regret;

/// <summary>Regret by set and budget.</summary>
internal static class RegretTable
{
    private const string Head = """
        # How much a job asks beside the cheapest plan of its own run

        The cheapest plan is found with hindsight: the student learns on as if it were never frozen, and at every growth of its answers by 2 % a plan freezes it,
        asks outright so many of the texts that it doubts most, and audits the rest by lot, knowing how many of them are wrong: as many as the exact hypergeometric
        distribution needs when they find as many errors as are expected, with all of the tolerated failures. Regret is what the job asked, by what the cheapest of
        these plans asks. It may be below 1: the job's audits fall where the student doubts, and which texts they draw is chance. Lists are drawn anew by the seed.
        `SET:department` and `SET:rank` are titles of a set with a label that their words decide, as in most users' lists.

        | set | rows | budget | jobs | asked / rows, median | cheapest / rows | calls | in sequence | regret, median | least | most |
        |---|---|---|---|---|---|---|---|---|---|---|

        """;

    public static string Render(IReadOnlyList<RegretRun> runs)
    {
        var text = new StringBuilder(Head.ReplaceLineEndings("\n"));
        foreach (var same in runs.GroupBy(run => (run.Set, run.Rows, run.MaxError)))
        {
            text.Append(Markdown.Row(
                same.Key.Set,
                Show.Whole(same.Key.Rows),
                Show.Share(same.Key.MaxError),
                Show.Whole(same.Count()),
                Show.ShareOfSeeds([.. same.Select(run => (double)run.Asked / run.Rows)]),
                Show.Share(Median.Of(same.Select(run => run.Cheapest / run.Rows))),
                Show.Whole(Median.Of(same.Select(run => (double)run.Calls))),
                Show.Whole(Median.Of(same.Select(run => (double)run.CallsInSequence))),
                Ratio(Median.Of(same.Select(run => run.Regret))),
                Ratio(same.Min(run => run.Regret)),
                Ratio(same.Max(run => run.Regret))));
        }

        text.Append('\n');
        foreach (var same in runs.GroupBy(run => run.MaxError).OrderBy(same => same.Key).Append(runs.ToLookup(_ => double.NaN).First()))
        {
            var sorted = same.Select(run => run.Regret).Order().ToArray();
            text.Append(
                CultureInfo.InvariantCulture,
                $"* {(double.IsNaN(same.Key) ? "All" : Show.Share(same.Key))}: {sorted.Length} jobs, ")
                .Append(CultureInfo.InvariantCulture, $"regret {Ratio(Median.Of(sorted))} in the median, {Ratio(Quantile(sorted, 0.9))} at the 90th percentile, ")
                .Append(CultureInfo.InvariantCulture, $"{Ratio(sorted[^1])} at most; {same.Count(run => run.Different > run.MaxError * run.Rows)} over budget.\n");
        }

        return text.ToString();
    }

    private static double Quantile(double[] sorted, double share) => sorted[(int)Math.Ceiling(share * sorted.Length) - 1];

    private static string Ratio(double ratio) => ratio.ToString("0.00", CultureInfo.InvariantCulture);
}
