using System.CommandLine;
using LeadScout.Cli.Tests.ProcessFaults;
using LeadScout.Cli.Tests.Traces;

namespace LeadScout.Kills;

/// <summary><c>faults</c>: seeded runs, each with a kill or a failing system call at a random moment.</summary>
internal static class FaultsCommand
{
    public static Command Create()
    {
        var runs = new Option<int>("--runs") { DefaultValueFactory = _ => 500, Description = "How many runs." };
        var first = new Option<int>("--seed") { DefaultValueFactory = _ => 1, Description = "The first run's seed; each next one has the next." };
        var only = new Option<ProcessFaultKind[]>("--only") { AllowMultipleArgumentsPerToken = true, Description = "Only faults of these kinds." };
        var results = new Option<string>("--results") { DefaultValueFactory = _ => "bench/results", Description = "The folder of kills.tsv, to which runs are added, and kills.md." };
        var command = new Command("faults", "Kills processes at work or lets their system calls fail, lets others go on, and checks that nothing comes of it.") { runs, first, only, results };
        command.SetAction(async (parsed, interrupt) =>
        {
            var kinds = parsed.GetValue(only) is { Length: > 0 } chosen ? chosen : Enum.GetValues<ProcessFaultKind>();
            var (stage, isEqual) = (new ProcessFaultStage(new DriverOptions { Rows = 1_500 }, TimeSpan.FromMilliseconds(30)), true);
            for (var seed = parsed.GetValue(first); seed < parsed.GetValue(first) + parsed.GetValue(runs) && !interrupt.IsCancellationRequested; seed++)
            {
                var result = await new ProcessFaultRun(stage, seed, kinds).RunAsync();
                Console.WriteLine(result.Line);
                isEqual &= result.IsEqual;
                Keep(parsed.GetRequiredValue(results), result);
            }

            return isEqual && !interrupt.IsCancellationRequested ? 0 : 1;
        });
        return command;
    }

    private static void Keep(string folder, ProcessFaultResult result)
    {
        var kept = Path.Join(folder, "kills.tsv");
        File.AppendAllText(kept, result.Line + "\n");
        using var table = new StreamWriter(Path.Join(folder, "kills.md")) { NewLine = "\n" };
        FaultsTable.Write(table, [.. File.ReadLines(kept).Where(line => line.Length > 0).Select(ProcessFaultResult.Parse)]);
    }
}
