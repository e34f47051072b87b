using System.CommandLine;
using LeadScout.Savings.Results;
using LeadScout.Savings.Runs;
using LeadScout.Savings.Sets;
using LeadScout.Savings.Teaching;

namespace LeadScout.Savings.Commands;

/// <summary><c>calls</c>: what it costs that not every call is full, by the runs on record.</summary>
internal static class CallsCommand
{
    private const string Certified = "coverage-";

    public static Command Create()
    {
        var runs = new Option<string>("--runs")
        {
            HelpName = "FILE",
            Description = "The runs, as `run` wrote them; bench/results/savings.tsv by default",
            DefaultValueFactory = _ => Folders.Under("bench/results/savings.tsv"),
        };
        var (data, target) = (SharedOptions.Data(), SharedOptions.Out("calls.md"));
        var command = new Command("calls", "Say what calls that are not full cost in the runs of the standing table.") { runs, data, target };
        command.SetAction(parsed =>
        {
            var all = ResultsFile.Read(File.ReadAllText(parsed.GetValue(runs)!)).Where(run => IsJob(run.Method)).ToArray();
            var call = all.Select(run => run.Set).Distinct()
                .ToDictionary(set => set, set => new TokenFormula(SetFile.Read(Path.Combine(parsed.GetValue(data)!, set + ".tsv")).Question).OfCall);
            Output.Write(parsed.GetValue(target)!, PartialCallsTable.Render(all, RunOptions.Default, set => call[set]));
        });
        return command;
    }

    /// <summary>A certified job as it is by default.</summary>
    private static bool IsJob(string method) =>
        method.StartsWith(Certified, StringComparison.Ordinal) && method[Certified.Length..].All(char.IsAsciiDigit);
}
