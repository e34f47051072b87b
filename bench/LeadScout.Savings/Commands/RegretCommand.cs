using System.CommandLine;
using LeadScout.Savings.Regret;
using LeadScout.Savings.Results;
using LeadScout.Savings.Runs;
using LeadScout.Savings.Sets;

namespace LeadScout.Savings.Commands;

/// <summary><c>regret</c>: what jobs ask beside the cheapest plan that hindsight finds in the same run.</summary>
internal static class RegretCommand
{
    private static readonly string[] Standard =
    [
        "titles_noc:department", "titles_esco_en:department", "titles_onet_reported:department", "titles_esco_en:rank", "titles_h2b",
        "industry_noga_multilingual", "titles_onet_reported", "titles_noc", "names_charrnn", "companies_financedb", "banking77",
        "titles_esco_en",
    ];

    public static Command Create()
    {
        var sets = SharedOptions.Names("--sets", "Public sets, or titles of one under a question of their own (SET:department, SET:rank); twelve by default");
        var seeds = SharedOptions.Number("--seeds", "Seeds 1 to N: rows, orders and draws", 3);
        var rows = SharedOptions.Number("--rows", "Rows of a list, drawn by the seed", 3_000);
        var add = new Option<bool>("--add")
        {
            Description = "Keep the jobs that the TSV beside the table has and run those it lacks: for a bench that was stopped, more sets or more seeds",
        };
        var (data, target, cores) = (SharedOptions.Data(), SharedOptions.Out("regret.md"), SharedOptions.Cores());
        var command = new Command(
            "regret", "Hold what jobs ask against the cheapest certified plan in hindsight of the same run.")
        { sets, seeds, rows, add, data, target, cores };
        command.SetAction(async (parsed, cancellation) =>
        {
            var names = parsed.GetValue(sets) is { Length: > 0 } chosen ? chosen : Standard;
            var most = parsed.GetValue(rows);
            var done = new RegretRuns(Path.ChangeExtension(parsed.GetValue(target)!, ".tsv"), parsed.GetValue(add));
            LabelledSet[] lists = [.. names.Select(name => KeywordTitles.Read(parsed.GetValue(data)!, name))];

            // Seed by seed: whenever the bench is stopped, all sets have about as many.
            var work = Enumerable.Range(1, parsed.GetValue(seeds))
                .SelectMany(seed => lists.Select(set => (Set: set, Seed: (ulong)seed)))
                .Where(one => !done.Has(one.Set.Name, Math.Min(most, one.Set.Rows.Length), one.Seed))
                .ToArray();
            _ = await InParallel.RunAsync(work, parsed.GetValue(cores), RunOneAsync, cancellation);
            Output.Write(parsed.GetValue(target)!, RegretTable.Render(done.Sorted));

            async Task<bool> RunOneAsync((LabelledSet Set, ulong Seed) one)
            {
                var runs = await RegretRun.OfAsync(Sample.Draw(one.Set, one.Seed, most), one.Seed, RunOptions.Default);
                done.Add(runs);
                await Console.Error.WriteLineAsync($"{one.Set.Name} seed {one.Seed}: " + string.Join(", ", runs.Select(run =>
                    $"{Show.Share(run.MaxError)}: {run.Asked} in {run.Calls} calls, of {run.Cheapest:0} ({run.Regret:0.00})")));
                return true;
            }
        });
        return command;
    }
}
