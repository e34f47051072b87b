using System.CommandLine;
using LeadScout.Cli.Demo;
using LeadScout.Cli.Terminals;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout demo</c>.</summary>
internal static class DemoCommand
{
    public static Command Create(Terminal terminal)
    {
        var folder = new Option<string>("--folder")
        {
            HelpName = "FOLDER",
            Description = "Where the sample list and the results go",
            DefaultValueFactory = _ => Path.Combine(Path.GetTempPath(), "leadscout-demo"),
        };
        var command = new Command("demo", "Label a sample list with recorded answers: no key, no network, no cost.") { folder };
        command.SetAction((parsed, interrupt) => new DemoRun(terminal, parsed.GetRequiredValue(folder)).RunAsync(interrupt));
        return command;
    }
}
