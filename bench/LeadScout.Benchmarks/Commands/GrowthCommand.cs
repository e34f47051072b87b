using System.CommandLine;
using System.Globalization;
using System.Text;
using LeadScout.Benchmarks.Growth;
using LeadScout.Savings.Commands;
using LeadScout.Savings.Runs;
using LeadScout.Savings.Sets;
using LeadScout.Statistics;

namespace LeadScout.Benchmarks.Commands;

/// <summary><c>growth</c>: how the asks grow with the list.</summary>
internal static class GrowthCommand
{
    private const string Head = """
        # How asks grow with the list

        Jobs at 2 % and 95 %, seed 1, rows in random order. Beyond the set's own rows `titles_h2b` goes on as it began: new texts as often as its own growth says, else those of earlier rows.
        The exponent is the slope of log(asked texts) over log(rows), by least squares.

        | set | rows | distinct texts | asked texts | share of the rows | differ |
        |---|---|---|---|---|---|

        """;

    private static readonly (
        string Set, int[] Lengths)[] Lists = [("titles_h2b", [10_000, 100_000, 1_000_000]), ("titles_noc", [3_000, 10_000, 29_401])];

    public static Command Create()
    {
        var most = SharedOptions.Number("--rows", "The longest list", 1_000_000);
        var (data, target) = (SharedOptions.Data(), SharedOptions.Out("growth.md"));
        var command = new Command("growth", "Asked texts over lists of one kind and growing length.") { most, data, target };
        command.SetAction(async (parsed, cancellation) =>
        {
            var text = new StringBuilder(Head.ReplaceLineEndings("\n"));
            var exponents = new StringBuilder("\n");
            foreach (var (name, lengths) in Lists)
            {
                var set = SetFile.Read(Path.Combine(parsed.GetValue(data)!, name + ".tsv"));
                var points = new List<(double Rows, double Asked)>();
                foreach (var rows in lengths.Where(rows => rows <= parsed.GetValue(most)))
                {
                    cancellation.ThrowIfCancellationRequested();
                    var list = GrownList.Of(set, rows, 1);
                    Console.Error.WriteLine($"{name}: {rows:N0} rows, {list.Texts.Count:N0} texts ...");
                    var trial = new Trial(Sample.InOrder(list), 1, RunOptions.Default);
                    var outcome = await ListJob.RunAsync(trial, ErrorBudget.Default);
                    points.Add((rows, trial.Teacher.AskedTexts));
                    text.Append(
                        CultureInfo.InvariantCulture,
                        $"| {name} | {rows:N0} | {list.Texts.Count:N0} | {trial.Teacher.AskedTexts:N0} | {100.0 * trial.Teacher.AskedTexts / rows:0.00} % | {100.0 * trial.CountDifferent(outcome.Output) / rows:0.00} % |\n");
                }

                exponents.Append(CultureInfo.InvariantCulture, $"Exponent over {name}: **{Slope(points):0.00}**\n");
            }

            Output.Write(parsed.GetValue(target)!, text.Append(exponents).ToString());
        });
        return command;
    }

    private static double Slope(List<(double Rows, double Asked)> points)
    {
        var (x, y) = (points.Average(p => Math.Log(p.Rows)), points.Average(p => Math.Log(p.Asked)));
        return points.Sum(p => (Math.Log(p.Rows) - x) * (Math.Log(p.Asked) - y)) / points.Sum(p => Math.Pow(Math.Log(p.Rows) - x, 2));
    }
}
