using System.CommandLine;
using System.Diagnostics;
using LeadScout.Simulation.Scheduling;
using LeadScout.Simulation.Seams;
using LeadScout.Simulation.Trials;
using LeadScout.StoreKit;

namespace LeadScout.Simulation.Commands;

/// <summary>Tries seeds, and says which of them broke a promise.</summary>
internal static class SimulateCommand
{
    public static Command Create()
    {
        var seeds = new Option<int>("--seeds") { Description = "How many.", DefaultValueFactory = _ => 1000 };
        var first = new Option<int>("--first") { Description = "The first of them.", DefaultValueFactory = _ => 1 };
        var trace = new Option<bool>("--trace") { Description = "Write all that happens." };
        var hashes = new Option<bool>("--hashes") { Description = "Write the hash of what happened in each." };
        var command = new Command("simulate", "Tries seeds.") { seeds, first, trace, hashes };
        command.SetAction(parsed =>
        {
            var watch = Stopwatch.StartNew();
            var sum = new TrialSum();
            for (var seed = parsed.GetValue(first); seed < parsed.GetValue(first) + parsed.GetValue(seeds); seed++)
            {
                var lines = parsed.GetValue(trace) ? Console.Out : null;
                var result = OneThread.Run(() => Trial.RunAsync(seed, () => Task.FromResult<StoreHandle>(new InMemoryHandle()), new StoreTraits(true, true), lines));
                sum.Add(result);
                if (result.Broken is { } broken)
                {
                    Console.WriteLine($"Seed {seed} broke: {broken.Invariant}. {broken.Message} Faults: {result.Faults}");
                }

                if (parsed.GetValue(hashes))
                {
                    Console.WriteLine($"{seed} {result.Hash}");
                }
            }

            Console.WriteLine(sum.ToString(watch.Elapsed));
            return sum.Broken == 0 ? 0 : 1;
        });
        return command;
    }
}
