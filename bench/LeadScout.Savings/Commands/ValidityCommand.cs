using System.CommandLine;
using LeadScout.Savings.Sets;
using LeadScout.Savings.Validity;

namespace LeadScout.Savings.Commands;

/// <summary><c>validity</c>: counts broken promises; exit code 1 when chance does not explain them.</summary>
internal static class ValidityCommand
{
    // The jobs of a batch are written when it ends: an interrupted run loses at most one.
    private const int JobsPerBatch = 5;

    public static Command Create()
    {
        var jobs = SharedOptions.Number("--jobs", "Jobs for each line of the table; 400 for the standing one, 20 for a quick look", 400);
        var lines = SharedOptions.Names("--lines", "Only these lines, from 1 in the table's order; the others are taken from the TSV beside the table");
        var resume = new Option<bool>("--resume") { Description = "Go on with a line where an earlier run was stopped: its jobs are in the TSV beside the table" };
        var (data, target, cores) = (SharedOptions.Data(), SharedOptions.Out("validity.md"), SharedOptions.Cores());
        var command = new Command("validity", "Run many seeded jobs and count those that are certified and yet over their budget.") { jobs, lines, resume, data, target, cores };
        command.SetAction(async (parsed, cancellation) =>
        {
            var (table, upTo, batch) = (parsed.GetValue(target)!, parsed.GetValue(jobs), JobsPerBatch * parsed.GetValue(cores));
            var chosen = parsed.GetValue(lines) is { Length: > 0 } numbers ? numbers : null;
            var results = AllScenarios.Standard.Select(scenario => (Scenario: scenario, Checks: Earlier(table, scenario))).ToArray();
            for (var line = 0; line < results.Length; line++)
            {
                if (chosen is not null && !chosen.Contains(Show(line + 1)))
                {
                    continue;
                }

                var scenario = results[line].Scenario;
                var set = SetFile.Read(Path.Combine(parsed.GetValue(data)!, scenario.Set + ".tsv"));
                var checks = parsed.GetValue(resume) ? results[line].Checks.Take(upTo).ToList() : [];
                while (checks.Count < upTo)
                {
                    var seeds = Enumerable.Range(checks.Count + 1, Math.Min(batch, upTo - checks.Count)).Select(seed => (ulong)seed).ToArray();
                    checks.AddRange(await InParallel.RunAsync(seeds, parsed.GetValue(cores), seed => scenario.CheckAsync(set, seed), cancellation));
                    results[line].Checks = checks;
                    await File.WriteAllTextAsync(ChecksPath(table), ChecksFile.Write(results), cancellation);
                    await Console.Error.WriteLineAsync($"{scenario.Set}, {scenario.Name}: {Show(checks.Count)} of {Show(upTo)} jobs");
                }

                results[line].Checks = checks;
            }

            Output.Write(table, ValidityTable.Render([.. results.Where(result => result.Checks.Count > 0)]));
            return results.All(result => ValidityTable.IsPlausible(result.Checks)) ? 0 : 1;
        });
        return command;
    }

    private static IReadOnlyList<JobCheck> Earlier(string table, Scenario scenario) =>
        File.Exists(ChecksPath(table)) ? ChecksFile.Read(File.ReadAllText(ChecksPath(table)), scenario) : [];

    private static string ChecksPath(string table) => Path.ChangeExtension(table, ".tsv");

    private static string Show(int line) => Results.Show.Whole(line);
}
