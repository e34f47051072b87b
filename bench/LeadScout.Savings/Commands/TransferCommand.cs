using System.CommandLine;
using LeadScout.Savings.Sets;
using LeadScout.Savings.Transfer;

namespace LeadScout.Savings.Commands;

/// <summary><c>transfer</c>: what a first list, or a first language, saves on the next.</summary>
internal static class TransferCommand
{
    private static readonly string[] Lists = ["titles_h2b", "industry_noga_multilingual", "banking77", "titles_noc", "names_charrnn"];
    private static readonly string[] Languages = ["industry_noga_multilingual", "titles_chisco_multilingual"];

    public static Command Create()
    {
        var seeds = SharedOptions.Number("--seeds", "Seeds 1 to N: rows, orders and draws", 5);
        var (data, target, cores) = (SharedOptions.Data(), SharedOptions.Out("transfer.md"), SharedOptions.Cores());
        var command = new Command(
            "transfer", "Measure what a first list, or a first language, saves on the next.") { seeds, data, target, cores };
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
        return Lists.SelectMany(set => Pairs.OfLists(SetFile.Read(PathOf(set)), seed))
            .Concat(
                Languages.SelectMany(set => Pairs.OfLanguages(SetFile.Read(PathOf(set)), SetFile.ReadColumn(PathOf(set), "lang"), seed)))
            .Select(pair => (pair.Title, pair.First, pair.Second, seed));

        string PathOf(string set) => Path.Combine(data, set + ".tsv");
    }
}
