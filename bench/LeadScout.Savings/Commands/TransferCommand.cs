using System.CommandLine;
using LeadScout.Savings.Sets;
using LeadScout.Savings.Transfer;

namespace LeadScout.Savings.Commands;

/// <summary><c>transfer</c>: what the answers in other languages save on the next.</summary>
internal static class TransferCommand
{
    private static readonly string[] Sets = ["industry_noga_multilingual", "titles_chisco_multilingual"];

    public static Command Create()
    {
        var seeds = SharedOptions.Number("--seeds", "Seeds 1 to N: rows, orders and draws", 15);
        var (data, target, cores) = (SharedOptions.Data(), SharedOptions.Out("transfer.md"), SharedOptions.Cores());
        var command = new Command(
            "transfer", "Measure what the answers in other languages save on the next; more of one list is measured by second-list.") { seeds, data, target, cores };
        command.SetAction(async (parsed, cancellation) =>
        {
            var work = Enumerable.Range(1, parsed.GetValue(seeds))
                .SelectMany(seed => PairsOf(parsed.GetValue(data)!, (ulong)seed))
                .ToArray();
            var results = await InParallel.RunAsync(
                work, parsed.GetValue(cores), one => Transfer.Transfer.OfAsync(one.Title, one.First, one.Second, one.Seed), cancellation);
            Output.Write(parsed.GetValue(target)!, TransferTable.Render(results, parsed.GetValue(seeds)));
        });
        return command;
    }

    private static IEnumerable<(string Title, Sample First, Sample Second, ulong Seed)> PairsOf(string data, ulong seed)
    {
        return Sets.SelectMany(set => Pairs.OfLanguages(SetFile.Read(PathOf(set)), SetFile.ReadColumn(PathOf(set), "lang"), seed))
            .Select(pair => (pair.Title, pair.First, pair.Second, seed));

        string PathOf(string set) => Path.Combine(data, set + ".tsv");
    }
}
