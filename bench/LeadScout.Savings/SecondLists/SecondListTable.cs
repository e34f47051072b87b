using System.Globalization;
using System.Text;
using LeadScout.Savings.Results;

namespace LeadScout.Savings.SecondLists;

/// <summary>Where a second list's asks go, by set and budget.</summary>
internal static class SecondListTable
{
    private const string Head = """
        # A list whose question was asked before

        Two lists of one set in one database, the first of three in ten of the rows, both certified at the budget and 95 %. Written by `second-list` of
        `bench/LeadScout.Savings`. *At once*: rows that would be wrong, had the student decided all texts without an answer before the first ask, and in brackets
        as many as it foresaw. *Asked*, *least*: texts by rows of the second list; outright: asked to learn, or because that was cheaper than an audit. *Least*: the
        cheapest certified plan of the same run in hindsight, found as in [regret.md](regret.md), at once among its moments: it knows how many of the texts are wrong, and
        audits by lot. Where it is above 5 %, no plan of this student asks 5 %. Partial calls: those that were not full, and their part of the bill beyond
        as many full ones as would have held the same texts. Medians of the seeds.

        | set | rows, after | budget | seeds | at once | asked | outright + audits (errors) | least | asked / least | partial calls | of the bill | in sequence | over budget |
        |---|---|---|---|---|---|---|---|---|---|---|---|---|

        """;

    public static string Render(IReadOnlyList<SecondListRun> runs)
    {
        var text = new StringBuilder(Head.ReplaceLineEndings("\n"));
        foreach (var same in runs.GroupBy(run => (run.Set, run.MaxError)))
        {
            text.Append(Line([.. same]));
        }

        text.Append('\n');
        foreach (var same in runs.GroupBy(run => run.MaxError).OrderBy(same => same.Key))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"* {Show.Share(same.Key)}: {same.Count()} jobs, asked {Show.Share(GeometricMean(same.Select(Share)))} in the geometric mean, the least {Show.Share(GeometricMean(same.Select(Least)))}; ")
                .Append(CultureInfo.InvariantCulture, $"{same.Count(run => Share(run) <= 0.05)} asked at most 5 %, in hindsight {same.Count(run => Least(run) <= 0.05)} could; ")
                .Append(CultureInfo.InvariantCulture, $"partial calls {Show.Share((double)(same.Sum(run => run.DollarsForPartialCalls) / same.Sum(run => run.Dollars)))} of the bill; ")
                .Append(CultureInfo.InvariantCulture, $"{same.Count(IsOver)} over budget.\n");
        }

        return text.ToString();
    }

    private static string Line(SecondListRun[] runs)
    {
        return Markdown.Row(
            runs[0].Set,
            $"{Show.Whole(runs[0].Rows)}, {Show.Whole(Of(run => run.FirstRows))}",
            Show.Share(runs[0].MaxError),
            Show.Whole(runs.Length),
            $"{Show.Share(Of(run => (double)run.WrongAtOnce / run.Rows))} ({Show.Share(Of(run => run.Foreseen / run.Rows))})",
            Show.ShareOfSeeds([.. runs.Select(Share)]),
            $"{Show.Whole(Of(run => run.Outright))} + {Show.Whole(Of(run => run.Audits))} ({Show.Whole(Of(run => run.AuditErrors))})",
            Show.ShareOfSeeds([.. runs.Select(Least)]),
            Of(run => run.Asked / run.Cheapest).ToString("0.00", CultureInfo.InvariantCulture),
            $"{Show.Whole(Of(run => run.PartialCalls))} of {Show.Whole(Of(run => run.Calls))}",
            Show.Share(Of(run => (double)(run.DollarsForPartialCalls / run.Dollars))),
            Show.Whole(Of(run => run.CallsInSequence)),
            $"{runs.Count(IsOver)} of {runs.Length}");

        double Of(Func<SecondListRun, double> figure) => Median.Of(runs.Select(figure));
    }

    private static double Share(SecondListRun run) => (double)run.Asked / run.Rows;

    private static double Least(SecondListRun run) => run.Cheapest / run.Rows;

    private static bool IsOver(SecondListRun run) => run.Different > run.MaxError * run.Rows;

    private static double GeometricMean(IEnumerable<double> shares) => Math.Exp(shares.Average(Math.Log));
}
