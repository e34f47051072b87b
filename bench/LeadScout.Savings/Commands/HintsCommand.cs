using System.CommandLine;
using System.Text;
using LeadScout.Savings.Hinting;
using LeadScout.Savings.Results;
using LeadScout.Savings.Runs;
using LeadScout.Savings.Sets;
using LeadScout.Statistics;

namespace LeadScout.Savings.Commands;

/// <summary><c>hints</c>: what a column of labels of unknown worth saves, and what a useless one costs.</summary>
internal static class HintsCommand
{
    private static readonly double[] Wrong = [0.05, 0.2, 0.5];

    public static Command Create()
    {
        var seeds = SharedOptions.Number("--seeds", "Seeds 1 to N: orders, draws and errors", 3);
        var rows = SharedOptions.Number("--rows", "Rows of each list at most", 4000);
        var sets = SharedOptions.Names("--sets", "Sets whose hints are made wrong; industry_noga_multilingual, names_charrnn, titles_noc by default");
        var (data, target, cores) = (SharedOptions.Data(), SharedOptions.Out("hints.md"), SharedOptions.Cores());
        var command = new Command("hints", "Measure what hints save: GPT-3.5's labels for GPT-4's, and hints wrong in 5, 20, 50 % of the texts, and useless ones.")
        {
            seeds, rows, sets, data, target, cores,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var folder = parsed.GetValue(data)!;
            var names = parsed.GetValue(sets) is { Length: > 0 } named ? named : ["industry_noga_multilingual", "names_charrnn", "titles_noc"];
            var work = Enumerable.Range(1, parsed.GetValue(seeds)).SelectMany(seed => Lists(folder, names, (ulong)seed, parsed.GetValue(rows))).ToArray();
            var runs = await InParallel.RunAsync(work, parsed.GetValue(cores), RunAsync, cancellation);
            Output.Write(parsed.GetValue(target)!, Render(runs, names, parsed.GetValue(seeds), parsed.GetValue(rows)));
        });
        return command;
    }

    private static IEnumerable<(string Set, string Hint, Trial Trial, string[]? Hints)> Lists(string folder, string[] names, ulong seed, int most)
    {
        var path = Path.Combine(folder, "banking77_ocats.tsv");
        var ocats = SetFile.Read(path, "llm_label");
        foreach (var (hint, values) in Columns(ocats, seed).Prepend(("GPT-3.5's labels", [.. SetFile.ReadColumn(path, "llm_label_gpt35_rep")])))
        {
            yield return ("banking77_ocats, GPT-4 as teacher", hint, new Trial(Sample.Draw(ocats, seed, most), seed, RunOptions.Default), values);
        }

        foreach (var name in names)
        {
            var set = SetFile.Read(Path.Combine(folder, name + ".tsv"));
            foreach (var (hint, values) in Columns(set, seed))
            {
                yield return (name, hint, new Trial(Sample.Draw(set, seed, most), seed, RunOptions.Default), values);
            }
        }
    }

    private static IEnumerable<(string Hint, string[]? Values)> Columns(LabelledSet set, ulong seed) =>
    [
        ("none", null),
        .. Wrong.Select(share => (FormattableString.Invariant($"wrong in {100 * share:0} % of the texts"), (string[]?)WrongHints.Of(set, share, seed))),
        ("useless: by lot", WrongHints.Useless(set, seed)),
    ];

    private static async Task<(string Set, string Hint, double Asked, double Different)> RunAsync(
        (string Set, string Hint, Trial Trial, string[]? Hints) one)
    {
        var outcome = await ListJob.RunHintedAsync(one.Trial, new ErrorBudget(0.02, 0.95), one.Hints);
        var rows = (double)one.Trial.Sample.Rows.Length;
        return (one.Set, one.Hint, one.Trial.Teacher.AskedTexts / rows, one.Trial.CountDifferent(outcome.Output) / rows);
    }

    private static string Render(IReadOnlyList<(string Set, string Hint, double Asked, double Different)> runs, string[] sets, int seeds, int rows)
    {
        var table = new StringBuilder($"# Hints\n\nTexts asked by rows at 2 % and 95 %, medians of {seeds} seeds, lists of at most {rows:N0} rows drawn by lot; in brackets every seed's. `dotnet run -c Release --project bench/LeadScout.Savings -- hints --seeds {seeds} --rows {rows} --sets {string.Join(',', sets)}`\n\n");
        table.Append(Markdown.Row("set", "hint", "asked", "wrong rows at most"));
        table.Append(Markdown.Row("---", "---", "---", "---"));
        foreach (var same in runs.GroupBy(run => (run.Set, run.Hint)))
        {
            table.Append(Markdown.Row(
                same.Key.Set, same.Key.Hint, $"{Show.Share(Median.Of(same.Select(run => run.Asked)))} ({string.Join(", ", same.Select(run => Show.Share(run.Asked)))})", Show.FineShare(same.Max(run => run.Different))));
        }

        return table.ToString();
    }
}
