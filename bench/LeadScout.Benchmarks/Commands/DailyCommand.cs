using System.CommandLine;
using System.Globalization;
using System.Text;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using LeadScout.Benchmarks.Daily;
using LeadScout.Savings.Commands;

namespace LeadScout.Benchmarks.Commands;

/// <summary><c>daily</c>: what happens once for every text.</summary>
internal static class DailyCommand
{
    private const string Head = """
        # Once for every text

        The least of 200 short measurements by BenchmarkDotNet, for whatever else runs only ever adds; texts in ASCII of 28 to 32 characters. The ratio is to the lookup of a ready key in a dictionary as large, in the same run.
        DecideListed: a text of the list that the student studies, as in a job. Decide: a text in no list, as in a stream, its features and neighbours found first. DecideAndSayWhy: the same, and
        what spoke for the label.
        Allocated is counted over all threads: the same 6 KB or so come up in most measurements of 1,024 calls, whatever is called; the tests count the caller's own bytes, and hold them at 0.

        | what | set | answers | ratio | time | allocated |
        |---|---|---|---|---|---|

        """;

    public static Command Create()
    {
        var (filter, target) = (
            new Option<string>("--filter") { Description = "Which benchmarks, as BenchmarkDotNet filters them", DefaultValueFactory = _ => "*" },
            SharedOptions.Out("daily.md"));
        var command = new Command("daily", "Lookups and decisions, one at a time.") { filter, target };
        command.SetAction(parsed =>
        {
            var summaries = BenchmarkSwitcher.FromTypes([typeof(Lookup), typeof(StudentDecision)])
                .Run(["--filter", parsed.GetValue(filter)!], ShortJob.Config);
            BenchmarkReport[] reports =
                [.. summaries.SelectMany(summary => summary.Reports).Where(report => report.ResultStatistics is not null)];
            var unit = reports.FirstOrDefault(report => report.BenchmarkCase.Descriptor.Baseline)?.ResultStatistics!.Min;
            Output.Write(
                parsed.GetValue(target)!, Head.ReplaceLineEndings("\n") + string.Concat(reports.Select(report => Line(report, unit))));
        });
        return command;
    }

    private static string Line(BenchmarkReport report, double? unit)
    {
        var (tried, least) = (report.BenchmarkCase, report.ResultStatistics!.Min);
        var set = tried.Parameters.Items.FirstOrDefault(item => item.Name == "Set")?.Value as string ?? "";
        var ratio = unit is { } one ? string.Create(CultureInfo.InvariantCulture, $"{least / one:0.0}") : "";
        return new StringBuilder().Append(CultureInfo.InvariantCulture, $"| {tried.Descriptor.WorkloadMethod.Name} | {set} | {tried.Parameters["Answers"]:N0} | {ratio} | {least:N0} ns | {report.GcStats.GetBytesAllocatedPerOperation(tried)} B |\n").ToString();
    }
}
