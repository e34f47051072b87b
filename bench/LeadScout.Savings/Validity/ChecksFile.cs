using System.Globalization;
using System.Text;

namespace LeadScout.Savings.Validity;

/// <summary>
/// The checked jobs as tab-separated text, one line a job: what the table is made from, so that its lines can be run one after the other.
/// </summary>
internal static class ChecksFile
{
    private const string Header = "set\tsituation\tmax_error\tcertified\tasked_everything\tasked_share\tbound\tdifference";

    public static string Write(IEnumerable<(Scenario Scenario, IReadOnlyList<JobCheck> Checks)> results)
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (var (scenario, checks) in results)
        {
            foreach (var check in checks)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{scenario.Set}\t{scenario.Name}\t{check.MaxError}\t{check.Certified}\t{check.AskedEverything}\t")
                    .Append(
                        CultureInfo.InvariantCulture,
                        $"{check.AskedShare:0.000000}\t{check.Bound:0.00000000}\t{check.Difference:0.00000000}\n");
            }
        }

        return text.ToString();
    }

    /// <summary>The checks of one scenario, none if it was never run.</summary>
    /// <exception cref="FormatException">Not what <see cref="Write"/> wrote.</exception>
    public static IReadOnlyList<JobCheck> Read(string text, Scenario scenario)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.FirstOrDefault() == Header
            ? [.. lines.Skip(1).Select(line => line.Split('\t')).Where(cells => cells[0] == scenario.Set && cells[1] == scenario.Name)
                .Select(Parse)]
            : throw new FormatException(
                $"The checks begin with '{lines.FirstOrDefault()}', not with '{Header}'. Delete the file and run the bench again.");
    }

    private static JobCheck Parse(string[] cells) => new(
        Number(cells[2]), bool.Parse(cells[3]), bool.Parse(cells[4]), Number(cells[5]), Number(cells[6]), Number(cells[7]));

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
