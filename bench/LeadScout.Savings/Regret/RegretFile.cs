using System.Globalization;
using System.Text;

namespace LeadScout.Savings.Regret;

/// <summary>The runs as tab-separated text, one line a job.</summary>
internal static class RegretFile
{
    private const string Header = "set\trows\tseed\tmax_error\tasked\tcalls\tcalls_in_sequence\tcheapest\tdifferent";

    public static string Write(IEnumerable<RegretRun> runs)
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (var run in runs)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{run.Set}\t{run.Rows}\t{run.Seed}\t{run.MaxError}\t{run.Asked}\t{run.Calls}\t{run.CallsInSequence}\t{run.Cheapest:0.0}\t{run.Different}\n");
        }

        return text.ToString();
    }

    /// <exception cref="FormatException">Not what <see cref="Write"/> wrote.</exception>
    public static IEnumerable<RegretRun> Read(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.FirstOrDefault() == Header
            ? lines.Skip(1).Select(line => line.Split('\t')).Select(Parse)
            : throw new FormatException(
                $"The runs begin with '{lines.FirstOrDefault()}', not with '{Header}'. Delete the file and run the bench again.");
    }

    private static RegretRun Parse(string[] cells)
    {
        return new RegretRun(
            cells[0], Whole(1), (ulong)Whole(2), Number(3), Whole(4), Whole(5), Whole(6), Number(7), Whole(8));

        int Whole(int cell) => int.Parse(cells[cell], CultureInfo.InvariantCulture);
        double Number(int cell) => double.Parse(cells[cell], CultureInfo.InvariantCulture);
    }
}
