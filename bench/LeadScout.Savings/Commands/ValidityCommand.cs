using System.CommandLine;
using System.Runtime.CompilerServices;
using LeadScout.Savings.Sets;
using LeadScout.Savings.Validity;

namespace LeadScout.Savings.Commands;

/// <summary><c>validity</c>: counts broken promises; exit code 1 when chance does not explain them.</summary>
internal static class ValidityCommand
{
    // Of each core. The jobs of a batch are written when it ends: an interrupted run loses at most one batch.
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
            var (table, wanted) = (parsed.GetValue(target)!, parsed.GetValue(jobs));
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
                JobCheck[] begun = parsed.GetValue(resume) ? [.. results[line].Checks.Take(wanted)] : [];
                await foreach (var checks in GrowingAsync(scenario, set, begun, wanted, parsed.GetValue(cores), cancellation))
                {
                    results[line].Checks = checks;
                    await File.WriteAllTextAsync(ChecksPath(table), ChecksFile.Write(results), cancellation);
                    await Console.Error.WriteLineAsync($"{scenario.Set}, {scenario.Name}: {Show(checks.Length)} of {Show(wanted)} jobs");
                }
            }

            Output.Write(table, ValidityTable.Render([.. results.Where(result => result.Checks.Count > 0)]));
            return results.All(result => ValidityTable.IsPlausible(result.Checks)) ? 0 : 1;
        });
        return command;
    }

    /// <summary>The checks of the jobs with the seeds from 1 on, after every batch all of them so far.</summary>
    private static async IAsyncEnumerable<JobCheck[]> GrowingAsync(
        Scenario scenario, LabelledSet set, JobCheck[] begun, int wanted, int cores, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var checks = begun;
        yield return checks;
        while (checks.Length < wanted)
        {
            ulong[] seeds = [.. Enumerable.Range(checks.Length + 1, Math.Min(JobsPerBatch * cores, wanted - checks.Length)).Select(seed => (ulong)seed)];
            checks = [.. checks, .. await InParallel.RunAsync(seeds, cores, seed => scenario.CheckAsync(set, seed), cancellation)];
            yield return checks;
        }
    }

    private static IReadOnlyList<JobCheck> Earlier(string table, Scenario scenario) =>
        File.Exists(ChecksPath(table)) ? ChecksFile.Read(File.ReadAllText(ChecksPath(table)), scenario) : [];

    private static string ChecksPath(string table) => Path.ChangeExtension(table, ".tsv");

    private static string Show(int line) => Results.Show.Whole(line);
}
