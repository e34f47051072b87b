using System.CommandLine;
using BenchmarkDotNet.Running;
using LeadScout.Benchmarks.Daily;

namespace LeadScout.Benchmarks.Commands;

/// <summary><c>daily</c>: what happens once for every text.</summary>
internal static class DailyCommand
{
    public static Command Create()
    {
        var filter = new Option<string>("--filter") { Description = "Which benchmarks, as BenchmarkDotNet filters them", DefaultValueFactory = _ => "*" };
        var command = new Command("daily", "Lookups and decisions, one at a time.") { filter };
        command.SetAction(parsed => { BenchmarkSwitcher.FromTypes([typeof(Lookup), typeof(StudentDecision)]).Run(["--filter", parsed.GetValue(filter)!], ShortJob.Config); });
        return command;
    }
}
