using System.Globalization;
using System.Text;
using LeadScout.Savings.Methods;
using LeadScout.Savings.Runs;

namespace LeadScout.Savings.Results;

/// <summary>The full table: a section a set, a line a method.</summary>
internal static class SavingsTable
{
    public static string Render(IReadOnlyList<RunResult> results, RunOptions options)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"""
            # Texts asked, and what it costs in truth

            One run of `bench/LeadScout.Savings`. Teacher: the set's own label, given at once. Asked: texts put to the teacher, audits and repeats included, by rows;
            median of the seeds (least–most). Real difference: rows whose output is not what the teacher would have said, by rows; median, most.
            Bound: the largest certified bound of the seeds, at 95 % confidence; in brackets the jobs certified, where not all were.
            Jobs put {options.RowsPerCall} texts in a call and plan {options.Concurrency} calls ahead; methods that need each answer before the next text
            put one text in a call. Tokens by a formula (four characters a token, instructions and labels in every call, no cache, no reasoning),
            at ${options.Price.Input} a million in and ${options.Price.Output} out.
            Seconds are wall-clock medians of runs that shared the machine with one another.

            """);
        var text = new StringBuilder(head.ReplaceLineEndings("\n"));
        foreach (var set in results.GroupBy(run => run.Set))
        {
            var texts = Median.Of(set.Select(run => (double)run.Texts));
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n## {set.Key}: {Show.Whole(set.First().Rows)} rows, {Show.Whole(texts)} distinct texts\n\n");
            text.Append(
                "| method | seeds | asked / rows | real difference | certified bound | calls | tokens | money | seconds |\n|---|---|---|---|---|---|---|---|---|\n");
            foreach (var method in set.GroupBy(run => run.Method))
            {
                text.Append(Line(AllMethods.TitleOf(method.Key), [.. method]));
            }
        }

        return text.ToString();
    }

    private static string Line(string title, IReadOnlyList<RunResult> runs)
    {
        var differences = runs.Select(run => run.DifferentShare).ToArray();
        return Markdown.Row(
            title,
            Show.Whole(runs.Count),
            Show.ShareOfSeeds([.. runs.Select(run => run.AskedShare)]),
            $"{Show.FineShare(Median.Of(differences))}, {Show.FineShare(differences.Max())}",
            Bound(runs),
            Show.Whole(Of(run => run.Calls)),
            Show.Whole(Of(run => run.Tokens)),
            Show.Dollars(Of(run => (double)run.Dollars)),
            Show.Tenths(Of(run => run.Seconds)));

        double Of(Func<RunResult, double> figure) => Median.Of(runs.Select(figure));
    }

    private static string Bound(IReadOnlyList<RunResult> runs)
    {
        var bounds = runs.Where(run => run.Bound is not null).Select(run => run.Bound!.Value).ToArray();
        return bounds.Length switch
        {
            0 => "–",
            var all when all == runs.Count => Show.FineShare(bounds.Max()),
            var some => string.Create(CultureInfo.InvariantCulture, $"{Show.FineShare(bounds.Max())} ({some} of {runs.Count})"),
        };
    }
}
