using System.CommandLine;
using LeadScout.Savings.Sets;
using LeadScout.Savings.Validity;

namespace LeadScout.Savings.Commands;

/// <summary><c>validity</c>: counts broken promises; exit code 1 when chance does not explain them.</summary>
internal static class ValidityCommand
{
    public static Command Create()
    {
        var jobs = SharedOptions.Number("--jobs", "Jobs for each line of the table; 400 for the standing one, 20 for a quick look", 400);
        var sets = SharedOptions.Names("--sets", "Only lines over these sets");
        var (data, target, cores) = (SharedOptions.Data(), SharedOptions.Out("validity.md"), SharedOptions.Cores());
        var command = new Command("validity", "Run many seeded jobs and count those that are certified and yet over their budget.") { jobs, sets, data, target, cores };
        command.SetAction(async (parsed, cancellation) =>
        {
            var results = new List<(Scenario, IReadOnlyList<JobCheck>)>();
            var seeds = Enumerable.Range(1, parsed.GetValue(jobs)).Select(seed => (ulong)seed).ToArray();
            foreach (var scenario in AllScenarios.Standard.Where(scenario => parsed.GetValue(sets) is not { Length: > 0 } names || names.Contains(scenario.Set)))
            {
                await Console.Error.WriteLineAsync($"{scenario.Set}, {scenario.Name} ...");
                var set = SetFile.Read(Path.Combine(parsed.GetValue(data)!, scenario.Set + ".tsv"));
                results.Add((scenario, await InParallel.RunAsync(seeds, parsed.GetValue(cores), seed => scenario.CheckAsync(set, seed), cancellation)));
            }

            Output.Write(parsed.GetValue(target)!, ValidityTable.Render(results, seeds.Length));
            return results.All(result => ValidityTable.IsPlausible(result.Item2)) ? 0 : 1;
        });
        return command;
    }
}
