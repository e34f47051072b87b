using System.CommandLine;
using System.Globalization;
using System.Text;
using LeadScout.Benchmarks.Scale;
using LeadScout.Savings.Commands;
using LeadScout.Savings.Runs;

namespace LeadScout.Benchmarks.Commands;

/// <summary><c>scale-of</c>: whole jobs over lists that are made up as they go.</summary>
internal static class ScaleCommand
{
    private const string Head = """
        # How a job grows with its list

        Whole jobs at 5 % and 95 % over lists made up of job titles "at" companies, with a teacher that takes no time and a database on disk, one after the other
        in one process, from the shortest list to the longest. CPU: processor seconds. Peak: the most memory that the process has held, runtime and sets included.

        | distinct texts | rows | asked | share of the rows | differ | bound | CPU s | CPU µs a row | peak MiB |
        |---|---|---|---|---|---|---|---|---|

        """;

    private static readonly int[] Standard = [10_000, 30_000, 100_000, 300_000, 1_000_000];

    public static Command Create()
    {
        var texts =
            new Option<int[]>("--texts") { HelpName = "N", Description = "Distinct texts, of one list or several", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => Standard };
        var rowsPerText = SharedOptions.Number("--rows-per-text", "Rows for each distinct text", 10);
        var vectors =
            new Option<bool>("--random-vectors") { Description = "With embeddings: vectors of 384 numbers drawn by lot, for what they take in memory and time" };
        var (data, target) = (SharedOptions.Data(), SharedOptions.Out("scale.md"));
        var command = new Command(
            "scale-of",
            "Run jobs over made-up lists of so many texts; a million takes a quarter of an hour.") { texts, rowsPerText, vectors, data, target };
        command.SetAction(async (parsed, cancellation) =>
        {
            var table = new StringBuilder(Head.ReplaceLineEndings("\n"));
            foreach (var distinct in parsed.GetValue(texts)!.Order())
            {
                Console.Error.WriteLine($"{distinct:N0} texts ...");
                var run = await ScaleRun.RunAsync(
                    parsed.GetValue(data)!, distinct, (long)distinct * parsed.GetValue(rowsPerText),
                    parsed.GetValue(vectors) ? new RandomVectors() : null, phase => Console.Error.WriteLine("  " + phase), cancellation);
                table.Append(
                    CultureInfo.InvariantCulture,
                    $"| {run.Texts:N0} | {run.Rows:N0} | {run.Asked:N0} | {Percent(run.Asked, run.Rows)} | {Percent(run.Different, run.Rows)} | {100 * run.Bound:0.00} % | {run.CpuSeconds:0} | {1e6 * run.CpuSeconds / run.Rows:0} | {run.PeakMebibytes:N0} |\n");
            }

            Output.Write(parsed.GetValue(target)!, table.ToString());
        });
        return command;
    }

    private static string Percent(double part, long rows) => string.Create(CultureInfo.InvariantCulture, $"{100 * part / rows:0.00} %");
}
