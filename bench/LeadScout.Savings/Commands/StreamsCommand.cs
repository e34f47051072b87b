using System.CommandLine;
using System.Globalization;
using System.Text;
using LeadScout.Savings.Results;
using LeadScout.Savings.Runs;
using LeadScout.Savings.Sets;
using LeadScout.Statistics;

namespace LeadScout.Savings.Commands;

/// <summary><c>streams</c>: what short streams ask, one text at a time and with calls in flight.</summary>
internal static class StreamsCommand
{
    private static readonly string[] Usual = ["industry_noga_multilingual", "names_charrnn", "titles_h2b"];
    private static readonly string[] Lengths = ["1200", "2500", "5000"];

    public static Command Create()
    {
        var seeds = SharedOptions.Number("--seeds", "Seeds 1 to N: orders, sub-samples, draws", 5);
        var rows = SharedOptions.Names("--rows", $"Rows of a stream at most, drawn by the seed; {string.Join(',', Lengths)} by default");
        var sets = SharedOptions.Names("--sets", $"Public sets; {string.Join(',', Usual)} by default");
        var ways = SharedOptions.Names("--ways", "one (text at a time), calls (8 of 20 texts in flight); both by default");
        var (data, target, cores) = (SharedOptions.Data(), SharedOptions.Out("streams.md"), SharedOptions.Cores());
        var command = new Command("streams", "Measure what streams of some length ask at 2 %, one text at a time and with calls in flight.")
        {
            seeds, rows, sets, ways, data, target, cores,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var names = parsed.GetValue(sets) is { Length: > 0 } named ? named : Usual;
            var lengths = parsed.GetValue(rows) is { Length: > 0 } some ? some : Lengths;
            var chosen = parsed.GetValue(ways) is { Length: > 0 } only ? only : ["one", "calls"];
            var work =
                (from name in names
                 let set = SetFile.Read(Path.Combine(parsed.GetValue(data)!, name + ".tsv"))
                 from length in lengths
                 from way in chosen
                 from seed in Enumerable.Range(1, parsed.GetValue(seeds))
                 select (Set: set, Rows: int.Parse(length, CultureInfo.InvariantCulture), Way: way, Seed: (ulong)seed)).ToArray();
            var runs = await InParallel.RunAsync(work, parsed.GetValue(cores), one => RunAsync(one.Set, one.Rows, one.Way, one.Seed), cancellation);
            Output.Write(parsed.GetValue(target)!, Render(runs, parsed.GetValue(seeds)));
        });
        return command;
    }

    private static async Task<StreamOutcome> RunAsync(LabelledSet set, int rows, string way, ulong seed)
    {
        var trial = new Trial(Sample.Draw(set, seed, rows), seed, RunOptions.Default);
        var budget = new ErrorBudget(0.02, 0.95);
        var outcome = await (way == "one" ? StreamRun.RunAsync(trial, budget) : StreamRun.RunInCallsAsync(trial, budget));
        double count = trial.Sample.Rows.Length;
        var result = new StreamOutcome(
            set.Name,
            trial.Sample.Rows.Length,
            way,
            trial.Teacher.AskedTexts / count,
            outcome.Certificate!.Audits / count,
            trial.CountDifferent(outcome.Output) / count,
            trial.Teacher.Calls);
        await Console.Error.WriteLineAsync($"{set.Name} {rows} {way} seed {seed}: asked {Show.Share(result.Asked)}, differs {Show.FineShare(result.Different)}");
        return result;
    }

    private static string Render(IReadOnlyList<StreamOutcome> runs, int seeds)
    {
        var table = new StringBuilder(
            $"# Streams\n\nTexts asked by rows at 2 % and 95 %, audits among them, medians of {seeds} seeds; in brackets the least and the most. "
            + "Rows are drawn by lot. One: a text at a time, each reply learned from before the next. Calls: texts share calls of 20, at most 8 of them in flight. "
            + "`dotnet run -c Release --project bench/LeadScout.Savings -- streams`\n\n");
        table.Append(Markdown.Row("set", "rows", "way", "asked", "audits", "wrong rows at most", "calls"));
        table.Append(Markdown.Row("---", "---", "---", "---", "---", "---", "---"));
        foreach (var same in runs.GroupBy(run => (run.Set, run.Rows, run.Way)))
        {
            table.Append(Markdown.Row(
                same.Key.Set,
                Show.Whole(same.Key.Rows),
                same.Key.Way,
                $"{Show.Share(Median.Of(same.Select(run => run.Asked)))} ({Show.Share(same.Min(run => run.Asked))}–{Show.Share(same.Max(run => run.Asked))})",
                Show.Share(Median.Of(same.Select(run => run.Audits))),
                Show.FineShare(same.Max(run => run.Different)),
                Show.Whole((int)Median.Of(same.Select(run => (double)run.Calls)))));
        }

        return table.ToString();
    }

    private sealed record StreamOutcome(string Set, int Rows, string Way, double Asked, double Audits, double Different, int Calls);
}
