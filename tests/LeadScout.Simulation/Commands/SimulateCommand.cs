using System.CommandLine;
using System.Diagnostics;
using LeadScout.Simulation.Scheduling;
using LeadScout.Simulation.Seams;
using LeadScout.Simulation.Trials;

namespace LeadScout.Simulation.Commands;

/// <summary>Tries seeds, and says which of them broke a promise.</summary>
internal static class SimulateCommand
{
    public static Command Create()
    {
        var seeds = new Option<int>("--seeds") { Description = "How many seeds.", DefaultValueFactory = _ => 1000 };
        var first = new Option<int>("--first") { Description = "The first of them.", DefaultValueFactory = _ => 1 };
        var minutes = new Option<double>("--minutes") { Description = "Begin no further seed after so long.", DefaultValueFactory = _ => double.PositiveInfinity };
        var store = new Option<string>("--store") { Description = "memory, sqlite or postgres: a server is started for it.", DefaultValueFactory = _ => "memory" };
        store.AcceptOnlyFromAmong("memory", "sqlite", "postgres");
        var of = new Option<string>("--of") { Description = "jobs, or streams: single texts and streams of many callers at once.", DefaultValueFactory = _ => "jobs" };
        of.AcceptOnlyFromAmong("jobs", "streams");
        var trace = new Option<bool>("--trace") { Description = "Write all that happens." };
        var hashes = new Option<bool>("--hashes") { Description = "Write the hash of all that happened in each." };
        var report = new Option<FileInfo?>("--report") { Description = "Write what came of it to this file." };
        var command = new Command("simulate", "Tries seeds, and says which of them broke a promise.") { seeds, first, minutes, of, store, trace, hashes, report };
        command.SetAction(parsed =>
        {
            var server = parsed.GetValue(store) == "postgres" ? PostgresNodes.StartServerAsync().GetAwaiter().GetResult() : null;
            OneThread.Take(); // not before: migrations wait for other threads of the pool
            var (kind, title) = server is not null ? (StoreKind.PostgresOf(server), "PostgreSQL, each process a node of its own")
                : parsed.GetValue(store) == "sqlite" ? (StoreKind.Sqlite, "an SQLite file")
                : (StoreKind.Memory, "a store in memory");
            var trial = parsed.GetValue(of) == "streams" ? TrialKind.Streams : TrialKind.Jobs;
            var lines = parsed.GetValue(trace) ? Console.Out : null;
            var (watch, sum, end) = (Stopwatch.StartNew(), new TrialSum(), parsed.GetValue(first) + parsed.GetValue(seeds));
            for (var seed = parsed.GetValue(first); seed < end && watch.Elapsed.TotalMinutes < parsed.GetValue(minutes); seed++)
            {
                var (tried, begun) = (seed, watch.Elapsed);
                var result = OneThread.Run(
                    () => trial.RunAsync(tried, kind, lines),
                    () => Console.Error.WriteLine($"Seed {tried} is still at work after {(watch.Elapsed - begun).TotalMinutes:0} min."));
                sum.Add(result);
                Say(result, parsed.GetValue(hashes));
            }

            var text = SimulationReport.Of(sum, watch.Elapsed);
            Console.WriteLine(text);
            if (parsed.GetValue(report) is { } file)
            {
                File.AppendAllText(file.FullName, $"{(file.Exists ? "" : SimulationReport.Heading)}\n## {trial.Title} {title}\n\n{text}");
            }

            OneThread.Run(async () =>
            {
                await (server?.DisposeAsync() ?? ValueTask.CompletedTask);
                return 0;
            });
            return sum is { Broken: 0, AreCertificatesWrong: false } ? 0 : 1;
        });
        return command;
    }

    private static void Say(TrialResult result, bool hash)
    {
        if (result.Broken is { } broken)
        {
            Console.WriteLine($"Seed {result.Seed} broke \"{broken.Invariant}\": {broken.Message} Faults: {result.Faults}.");
        }

        if (hash)
        {
            Console.WriteLine($"{result.Seed} {result.Hash}");
        }
    }
}
