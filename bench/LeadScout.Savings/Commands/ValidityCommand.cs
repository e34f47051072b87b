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

    private static readonly string[] Numbers = [.. AllScenarios.Standard.Select((_, line) => Show(line + 1))];

    public static Command Create()
    {
        var jobs = SharedOptions.Number("--jobs", "Jobs for each line of the table; 400 for the standing one, 20 for a quick look", 400);
        var lines = SharedOptions.Names(
            "--lines", "Only these lines, by the table's numbers; the others are taken from the TSV beside the table");
        var resume =
            new Option<bool>("--resume") { Description = "Keep the chosen lines' jobs that the TSV beside the table holds, and run only those missing up to --jobs; they must be of the same code" };
        lines.Validators.Add(result =>
        {
            if (result.Tokens.SelectMany(token => token.Value.Split(',')).FirstOrDefault(number => !Numbers.Contains(number)) is { } unknown)
            {
                result.AddError($"--lines can't be {unknown}. Allowed: {Numbers[0]} to {Numbers[^1]}, separated by commas.");
            }
        });
        var (data, target, cores) = (SharedOptions.Data(), SharedOptions.Out("validity.md"), SharedOptions.Cores());
        var command = new Command(
            "validity",
            "Run many seeded jobs and count those that are certified and yet over their budget.") { jobs, lines, resume, data, target, cores };
        command.SetAction(async (parsed, cancellation) =>
        {
            var (table, wanted) = (parsed.GetValue(target)!, parsed.GetValue(jobs));
            var chosen = parsed.GetValue(lines) is { Length: > 0 } numbers ? numbers : Numbers;
            var results = AllScenarios.Standard
                .Zip(
                    Numbers,
                    (scenario, number) => (Scenario: scenario, Checks: chosen.Contains(number) && !parsed.GetValue(resume) ? [] : Earlier(table, scenario)))
                .ToArray();
            foreach (var number in chosen)
            {
                var line = Array.IndexOf(Numbers, number);
                var scenario = results[line].Scenario;
                var set = SetFile.Read(Path.Combine(parsed.GetValue(data)!, scenario.Set + ".tsv"));
                await foreach (
                    var checks in GrowingAsync(scenario, set, [.. results[line].Checks], wanted, parsed.GetValue(cores), cancellation))
                {
                    results[line].Checks = checks;
                    WriteWhole(ChecksPath(table), ChecksFile.Write(results));
                    await Console.Error.WriteLineAsync($"{scenario.Set}, {scenario.Name}: {Show(checks.Length)} of {Show(wanted)} jobs");
                }
            }

            Output.Write(table, ValidityTable.Render(results));
            return results.All(result => ValidityTable.IsPlausible(result.Checks)) ? 0 : 1;
        });
        return command;
    }

    /// <summary>
    /// The checks of the jobs with the seeds from 1 on, after every batch all of them so far; nothing where there are enough.
    /// </summary>
    private static async IAsyncEnumerable<JobCheck[]> GrowingAsync(
        Scenario scenario, LabelledSet set, JobCheck[] begun, int wanted, int cores,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var checks = begun;
        while (checks.Length < wanted)
        {
            ulong[] seeds =
                [.. Enumerable.Range(checks.Length + 1, Math.Min(JobsPerBatch * cores, wanted - checks.Length))
                    .Select(seed => (ulong)seed)];
            checks = [.. checks, .. await InParallel.RunAsync(seeds, cores, seed => scenario.CheckAsync(set, seed), cancellation)];
            yield return checks;
        }
    }

    private static IReadOnlyList<JobCheck> Earlier(string table, Scenario scenario) =>
        File.Exists(ChecksPath(table)) ? ChecksFile.Read(File.ReadAllText(ChecksPath(table)), scenario) : [];

    /// <summary>A run may be killed at any moment: the file is the old one or the new one.</summary>
    private static void WriteWhole(string path, string text)
    {
        File.WriteAllText(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
    }

    private static string ChecksPath(string table) => Path.ChangeExtension(table, ".tsv");

    private static string Show(int line) => Results.Show.Whole(line);
}
