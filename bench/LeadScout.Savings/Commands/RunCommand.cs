using System.CommandLine;
using LeadScout.Savings.Methods;
using LeadScout.Savings.Results;
using LeadScout.Savings.Runs;
using LeadScout.Savings.Sets;
using LeadScout.Teaching;

namespace LeadScout.Savings.Commands;

/// <summary><c>run</c>: sets through methods, side by side.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var sets = SharedOptions.Names("--sets", "Public sets; those of the standing table by default");
        var tsv =
            new Option<string?>("--tsv") { HelpName = "FILE", Description = "Any tab-separated file with the columns text and label, instead of the public sets" };
        var methods = SharedOptions.Names("--methods", "Methods; all by default");
        var seeds = SharedOptions.Number("--seeds", "Seeds 1 to N: orders, sub-samples, draws", 5);
        var rows =
            new Option<int?>("--rows") { HelpName = "N", Description = "Rows of a list, drawn by the seed; by default as the set says" };
        var rowsPerCall = SharedOptions.Number("--rows-per-call", "Texts in one call of a job", RunOptions.Default.RowsPerCall);
        var concurrency = SharedOptions.Number("--concurrency", "Planning window of a job, in calls", RunOptions.Default.Concurrency);
        var priceIn = Dollars("--price-in", "What a million input tokens cost", RunOptions.Default.Price.Input);
        var priceOut = Dollars("--price-out", "What a million output tokens cost", RunOptions.Default.Price.Output);
        var add = new Option<bool>("--add") { Description = "Keep what the TSV beside the table has of other methods and sets" };
        var (data, target, cores) = (SharedOptions.Data(), SharedOptions.Out("savings.md"), SharedOptions.Cores());
        var command = new Command("run", "Run sets through methods side by side; print and write the table, and the runs as TSV beside it.")
        {
            sets, tsv, methods, seeds, rows, rowsPerCall, concurrency, priceIn, priceOut, add, data, target, cores,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var price = parsed.GetValue(priceIn);
            var plan = new Plan(
                new RunOptions(
                    parsed.GetValue(rowsPerCall), parsed.GetValue(concurrency), new Price(price, price, parsed.GetValue(priceOut))),
                parsed.GetValue(methods)!,
                parsed.GetValue(seeds),
                parsed.GetValue(rows),
                parsed.GetValue(cores));
            var results = new List<RunResult>();
            foreach (var (set, path) in Chosen(parsed.GetValue(sets)!, parsed.GetValue(tsv), parsed.GetValue(data)!))
            {
                results.AddRange(await plan.RunAsync(set, SetFile.Read(path), cancellation));
            }

            var beside = Path.ChangeExtension(parsed.GetValue(target)!, ".tsv");
            var all = parsed.GetValue(add) && File.Exists(beside)
                ? ResultsFile.Merge(ResultsFile.Read(File.ReadAllText(beside)), results)
                : results;
            File.WriteAllText(beside, ResultsFile.Write(all));
            Output.Write(parsed.GetValue(target)!, SavingsTable.Render(all, plan.Options));
        });
        return command;
    }

    private static Option<decimal> Dollars(string name, string description, decimal byDefault) =>
        new(name) { HelpName = "USD", Description = description, DefaultValueFactory = _ => byDefault };

    private static IEnumerable<(PublicSet Set, string Path)> Chosen(string[] names, string? tsv, string data)
    {
        if (tsv is not null)
        {
            return [(new PublicSet(Path.GetFileNameWithoutExtension(tsv)), tsv)];
        }

        var sets = names.Length == 0 ? PublicSet.Standard : [.. names.Select(PublicSet.Find)];
        return sets.Select(set => (set, Path.Combine(data, set.Name + ".tsv")));
    }

    private sealed record Plan(RunOptions Options, string[] Methods, int Seeds, int? Rows, int Cores)
    {
        public async Task<RunResult[]> RunAsync(PublicSet set, LabelledSet read, CancellationToken cancellation)
        {
            var methods = AllMethods.For(read, Methods);
            var work = methods.SelectMany(method => Enumerable.Range(1, Seeds).Select(seed => (Method: method, Seed: (ulong)seed)))
                .ToArray();
            return await InParallel.RunAsync(work, Cores, RunOneAsync, cancellation);

            async Task<RunResult> RunOneAsync((Method Method, ulong Seed) one)
            {
                var result = await RunResult.OfAsync(one.Method, new Trial(set.Sample(read, one.Seed, Rows), one.Seed, Options));
                await Console.Error.WriteLineAsync(
                    $"{result.Set} {result.Method} seed {result.Seed}: asked {Show.Share(result.AskedShare)}, "
                    + $"differs {Show.FineShare(result.DifferentShare)}, {Show.Tenths(result.Seconds)} s");
                return result;
            }
        }
    }
}
