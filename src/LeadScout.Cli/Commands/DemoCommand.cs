using System.CommandLine;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Demo;
using LeadScout.Cli.Terminals;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout demo</c>.</summary>
internal static class DemoCommand
{
    public static Command Create(Terminal terminal)
    {
        var folder = new Option<string?>("--folder")
        {
            HelpName = "FOLDER",
            Description = "Where the sample list and the results go [default: leadscout-demo in the folder for temporary files]",
        };
        var format = CommonOptions.Format();
        var command = new Command("demo", "Label a sample list with recorded answers: no key, no network, no cost.") { folder, format };
        command.SetAction((parsed, interrupt) => new DemoRun(terminal, parsed.GetValue(folder), parsed.GetValue(format) ?? OutputFormat.Text).RunAsync(interrupt));
        return command;
    }
}
