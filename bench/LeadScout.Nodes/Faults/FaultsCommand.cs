using System.CommandLine;
using LeadScout.Nodes.Running;

namespace LeadScout.Nodes.Faults;

/// <summary><c>faults</c>: seeded runs, each with a random fault.</summary>
internal static class FaultsCommand
{
    public static Command Create()
    {
        var runs = new Option<int>("--runs") { DefaultValueFactory = _ => 100, Description = "How many runs, 1 to 10000." };
        var first = new Option<int>("--seed") { DefaultValueFactory = _ => 1, Description = "The first run's seed; each next one has the next." };
        var only = new Option<FaultKind[]>("--only") { AllowMultipleArgumentsPerToken = true, Description = "Only faults of these kinds." };
        var results = new Option<string>("--results") { DefaultValueFactory = _ => "bench/results", Description = "The folder of faults.tsv, to which runs are added, and faults.md." };
        var logs = new Option<string?>("--logs") { Description = "A folder for what the nodes of a run with a problem have said." };
        var command = new Command("faults", "Disturbs a service in every way, again and again, and checks that nothing comes of it.") { runs, first, only, results, logs };
        command.SetAction(async (parsed, interrupt) =>
        {
            var kinds = parsed.GetValue(only) is { Length: > 0 } chosen ? chosen : [.. Enum.GetValues<FaultKind>().Where(CanBe)];
            await using var stage = await Stage.OpenAsync(interrupt);
            var isEqual = true;
            for (var seed = parsed.GetValue(first); seed < parsed.GetValue(first) + parsed.GetValue(runs); seed++)
            {
                var run = new FaultRun(stage, seed, kinds);
                var result = await run.RunAsync(interrupt);
                Console.WriteLine(result.Line);
                isEqual &= result.IsEqual;
                Keep(parsed.GetRequiredValue(results), result);
                if (!result.IsEqual)
                {
                    await stage.LeaveAsync();
                }

                if (!result.IsEqual && parsed.GetValue(logs) is { } folder)
                {
                    Directory.CreateDirectory(folder);
                    await File.WriteAllTextAsync(Path.Join(folder, $"{seed}-{result.Fault}.log"), result.Line + "\n\n" + run.Logs, interrupt);
                }
            }

            return isEqual ? 0 : 1;
        });
        return command;
    }

    private static bool CanBe(FaultKind kind) => kind switch
    {
        FaultKind.WrongClock => Said(WrongClock.CanBe, "Without libfaketime no clock can be wrong: apt-get install libfaketime."),
        FaultKind.CutFromNodes => Said(Blackhole.CanBe, "Only root can cut nodes off from each other, with iproute2."),
        FaultKind.DiskFull => Said(Environment.IsPrivilegedProcess, "Only root can mount a small disk."),
        _ => true,
    };

    private static bool Said(bool can, string otherwise)
    {
        if (!can)
        {
            Console.Error.WriteLine(otherwise);
        }

        return can;
    }

    private static void Keep(string folder, FaultResult result)
    {
        var kept = Path.Join(folder, "faults.tsv");
        File.AppendAllText(kept, result.Line + "\n");
        using var table = new StreamWriter(Path.Join(folder, "faults.md")) { NewLine = "\n" };
        FaultsTable.Write(table, [.. File.ReadLines(kept).Where(line => line.Length > 0).Select(FaultResult.Parse)]);
    }
}
