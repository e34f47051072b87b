using System.Text;
using LeadScout.Savings.Results;

namespace LeadScout.Savings.Transfer;

/// <summary>What answers in other languages save.</summary>
internal static class TransferTable
{
    private const string Head = """
        # What answers in other languages save

        Two lists of one question in one database, the second in a language that the first does not hold, each certified at 2 % and 95 %. Asked: texts put to the teacher for the second list, audits included, by its rows.
        Known: rows of the second list whose very text the first held; they need no call in any case. Medians of {0} seeds, which draw rows, orders and audits.

        | set | second list, after first | rows, after | known | asked alone | asked after the first | real difference |
        |---|---|---|---|---|---|---|

        """;

    public static string Render(IReadOnlyList<Transfer> results, int seeds)
    {
        var text = new StringBuilder(Head.ReplaceLineEndings("\n").Replace("{0}", Show.Whole(seeds), StringComparison.Ordinal));
        foreach (var runs in results.GroupBy(run => (run.Set, run.Title)))
        {
            text.Append(Markdown.Row(
                runs.Key.Set,
                runs.Key.Title,
                $"{Show.Whole(runs.First().Rows)}, {Show.Whole(runs.First().FirstRows)}",
                Show.Share(Of(run => run.Known)),
                Show.ShareOfSeeds([.. runs.Select(run => run.Alone)]),
                Show.ShareOfSeeds([.. runs.Select(run => run.After)]),
                Show.FineShare(Of(run => run.Different))));

            double Of(Func<Transfer, double> figure) => Median.Of(runs.Select(figure));
        }

        return text.ToString();
    }
}
