using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using LeadScout.Nodes.Faults;
using LeadScout.Nodes.Running;
using LeadScout.StandIn;

namespace LeadScout.Nodes.Figures;

/// <summary><c>spread</c>: how soon an answer that was committed on one node decides on another.</summary>
internal static class SpreadCommand
{
    public static Command Create()
    {
        var answers = new Option<int>("--answers") { DefaultValueFactory = _ => 300, Description = "How many answers." };
        var command = new Command("spread", "How soon an answer that a person gave on one node decides the same text on another.") { answers };
        command.SetAction(async (parsed, interrupt) =>
        {
            await using var stage = await Stage.OpenAsync(interrupt);
            await using var nodes = await NodeSet.StartAsync(stage.Server, Stage.Begun, 2, new StandInOptions { Answers = Stage.List.Answers }, [], [], interrupt);
            await nodes.Nodes[0].PostAsync("questions", new { yaml = Stage.List.Question }, interrupt);
            var (took, wrong) = (new List<double>(), 0);
            for (var number = -20; number < parsed.GetValue(answers); number++)
            {
                var text = string.Create(CultureInfo.InvariantCulture, $"Keeper of tower {number}");
                await nodes.Nodes[0].PostAsync("answers/corrections", new { question = "group", corrections = new[] { new { text, label = "Sports" } } }, interrupt);
                var watch = Stopwatch.StartNew(); // it is committed
                var said = await nodes.Nodes[1].PostAsync("classify", new { question = "group", text }, interrupt);
                if (number >= 0) // those before compile
                {
                    took.Add(watch.Elapsed.TotalMilliseconds);
                    wrong += said.GetProperty("label").GetString() == "Sports" && said.GetProperty("source").GetString() == "person" ? 0 : 1;
                }
            }

            took.Sort();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{took.Count} answers given on A; the first request to B after each commit, answered: p50 {At(took, 0.5):0.0} ms, p99 {At(took, 0.99):0.0} ms, most {took[^1]:0.0} ms; {wrong} were decided otherwise; the LLM was asked {nodes.Teacher.Stats.Calls} times"));
            return wrong;
        });
        return command;
    }

    private static double At(List<double> sorted, double share) => sorted[Math.Min(sorted.Count - 1, (int)Math.Ceiling(share * sorted.Count) - 1)];
}
