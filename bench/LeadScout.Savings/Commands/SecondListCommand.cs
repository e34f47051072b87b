using System.CommandLine;
using LeadScout.Savings.Regret;
using LeadScout.Savings.Results;
using LeadScout.Savings.SecondLists;
using LeadScout.Savings.Sets;
using LeadScout.Statistics;

namespace LeadScout.Savings.Commands;

/// <summary><c>second-list</c>: where the asks go of a list whose question was asked before.</summary>
internal static class SecondListCommand
{
    private const double FirstShare = 0.3;

    private static readonly ErrorBudget[] Budgets = [new(0.02, 0.95), new(0.05, 0.95)];

    private static readonly string[] Standard =
    [
        "titles_esco_en:rank", "titles_noc:department", "titles_esco_en:department", "titles_h2b", "titles_onet_reported:department",
        "industry_noga_multilingual", "names_charrnn", "banking77",
    ];

    public static Command Create()
    {
        var sets = SharedOptions.Names("--sets", "Public sets, or titles of one under a question of their own (SET:department, SET:rank); eight by default");
        var seeds = SharedOptions.Number("--seeds", "Seeds 1 to N: rows, orders and draws", 5);
        var rows = SharedOptions.Number("--rows", "Rows of both lists together, of which the first has three in ten", 10_000);
        var add = new Option<bool>("--add")
        {
            Description = "Keep the runs that the JSON Lines beside the table have and make those they lack: for a bench that was stopped, more sets or more seeds",
        };
        var (data, target, cores) = (SharedOptions.Data(), SharedOptions.Out("second.md"), SharedOptions.Cores());
        var command = new Command(
            "second-list", "Show where the asks go of a list whose question was asked before, and what would have been enough in hindsight.")
        { sets, seeds, rows, add, data, target, cores };
        command.SetAction(async (parsed, cancellation) =>
        {
            var names = parsed.GetValue(sets) is { Length: > 0 } chosen ? chosen : Standard;
            var lists = names.Select(name => KeywordTitles.Read(parsed.GetValue(data)!, name)).ToArray();
            var done = new SecondListRuns(Path.ChangeExtension(parsed.GetValue(target)!, ".jsonl"), parsed.GetValue(add));
            var work = Enumerable.Range(1, parsed.GetValue(seeds))
                .SelectMany(seed => lists.Select(set => (Set: set, Seed: (ulong)seed)))
                .SelectMany(one => Budgets.Select(budget => (one.Set, one.Seed, Budget: budget)))
                .Where(one => !done.Has(one.Set.Name, one.Seed, one.Budget.MaxError))
                .ToArray();
            _ = await InParallel.RunAsync(work, parsed.GetValue(cores), RunOneAsync, cancellation);
            Output.Write(parsed.GetValue(target)!, SecondListTable.Render(done.Sorted));

            async Task<bool> RunOneAsync((LabelledSet Set, ulong Seed, ErrorBudget Budget) one)
            {
                var drawn = Sample.Draw(one.Set, one.Seed, parsed.GetValue(rows)).Rows;
                var first = (int)(FirstShare * drawn.Length);
                var run = await SecondListRun.OfAsync(
                    new Sample(one.Set, drawn[..first]), new Sample(one.Set, drawn[first..]), one.Seed, one.Budget);
                done.Add(run);
                await Console.Error.WriteLineAsync(
                    $"{run.Set} seed {run.Seed}, {Show.Share(run.MaxError)}: {run.Outright} + {run.Audits} ({run.AuditErrors}) of {run.Rows} rows, at least {run.Cheapest:0}");
                return true;
            }
        });
        return command;
    }
}
