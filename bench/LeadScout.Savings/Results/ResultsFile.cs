using System.Globalization;
using LeadScout.Answers;
using LeadScout.Savings.Methods;
using LeadScout.Savings.Runs;

namespace LeadScout.Savings.Results;

/// <summary>The results as tab-separated text, one line a run: what tables are made from.</summary>
internal static class ResultsFile
{
    private const string Header = "set\tmethod\tseed\trows\ttexts\tasked\tdifferent\tbound\tcalls\ttokens\tdollars\tseconds";

    public static string Write(IEnumerable<RunResult> results) =>
        string.Concat(results.Select(Line).Prepend(Header).Select(line => line + "\n"));

    /// <exception cref="FormatException">Not what <see cref="Write"/> wrote.</exception>
    public static IReadOnlyList<RunResult> Read(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.FirstOrDefault() == Header
            ? [.. lines.Skip(1).Select(Parse)]
            : throw new FormatException($"The results begin with '{lines.FirstOrDefault()}', not with '{Header}'. Run the bench again.");
    }

    /// <summary>
    /// The runs of both, those of a set and method that were run again only anew; sets in the order of the earlier ones, methods in the
    /// table's.
    /// </summary>
    public static IReadOnlyList<RunResult> Merge(IReadOnlyList<RunResult> earlier, IReadOnlyList<RunResult> anew)
    {
        var again = anew.Select(run => (run.Set, run.Method)).ToHashSet();
        RunResult[] all = [.. earlier.Where(run => !again.Contains((run.Set, run.Method))), .. anew];
        string[] sets = [.. earlier.Concat(anew).Select(run => run.Set).Distinct()];
        return [.. all.OrderBy(run => Array.IndexOf(sets, run.Set)).ThenBy(run => AllMethods.PlaceOf(run.Method)).ThenBy(run => run.Seed)];
    }

    private static string Line(RunResult run) => string.Create(
        CultureInfo.InvariantCulture,
        $"{run.Set}\t{run.Method}\t{run.Seed}\t{run.Rows}\t{run.Texts}\t{run.Asked}\t{run.Different}\t{run.Bound:0.000000}\t"
        + $"{run.Calls}\t{run.Tokens}\t{run.Dollars:0.000000}\t{run.Seconds:0.00}");

    private static RunResult Parse(string line)
    {
        var cells = line.Split('\t');
        return new RunResult
        {
            Set = cells[0],
            Method = cells[1],
            Seed = Number<ulong>(cells[2]),
            Rows = Number<int>(cells[3]),
            Texts = Number<int>(cells[4]),
            Asked = Number<int>(cells[5]),
            Different = Number<int>(cells[6]),
            Bound = cells[7].Length == 0 ? null : Number<double>(cells[7]),
            Calls = Number<int>(cells[8]),
            Tokens = Number<long>(cells[9]),
            Dollars = Number<decimal>(cells[10]),
            Seconds = Number<double>(cells[11]),
        };
    }

    private static T Number<T>(string cell)
        where T : IParsable<T> =>
        T.Parse(cell, CultureInfo.InvariantCulture);
}
