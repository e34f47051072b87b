using System.CommandLine;
using System.Globalization;
using LeadScout.Cli.Tests.Traces;

namespace LeadScout.Kills;

/// <summary><c>cuts</c>: the power fails at every moment of a job.</summary>
internal static class CutsCommand
{
    public static Command Create()
    {
        var every = new Option<int>("--every") { DefaultValueFactory = _ => 1, Description = "Only at one of so many moments." };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1, Description = "Of what is there that was not flushed." };
        var results = new Option<string>("--results") { DefaultValueFactory = _ => "bench/results", Description = "The folder of cuts.md." };
        var command = new Command("cuts", "Lets the power fail at every moment of a job, resumes it, and checks that nothing comes of it.") { every, seed, results };
        command.SetAction(async (parsed, interrupt) =>
        {
            await using var run = await TracedRun.ClassifyAsync();
            if (!run.Done.IsDone)
            {
                throw new InvalidOperationException(run.Done.Said);
            }

            var (cut, moments, chance) = (new PowerCut(run), PowerCut.Moments(run).Where((_, i) => i % parsed.GetValue(every) == 0).ToArray(), new Random(parsed.GetValue(seed)));
            var table = new CutsTable(run, moments.Length, parsed.GetValue(every), parsed.GetValue(seed));
            foreach (var moment in moments)
            {
                interrupt.ThrowIfCancellationRequested(); // a table of some moments would pass for one of all
                foreach (var keeps in new[] { null, chance })
                {
                    var problem = await cut.ProblemAsync(moment, keeps);
                    table.Add(keeps is not null, problem);
                    if (problem.Length > 0)
                    {
                        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"line {moment}, {(keeps is null ? "nothing" : "some")} of what was not flushed: {problem}"));
                    }
                }
            }

            Console.WriteLine(table.Text);
            await File.WriteAllTextAsync(Path.Join(parsed.GetRequiredValue(results), "cuts.md"), table.Text, CancellationToken.None);
            return table.Problems == 0 ? 0 : 1;
        });
        return command;
    }
}
