using System.CommandLine;
using LeadScout.Cli.Completion;
using LeadScout.Cli.Terminals;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout completion</c>: what a shell needs to complete the others.</summary>
internal static class CompletionCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("completion", "Print a script that lets your shell complete leadscout's commands, options and values.");
        foreach (var shell in ShellScript.All)
        {
            var script = new Command(shell.Name, $"For {shell.Title}. Load it with: {shell.Loading}");
            script.SetAction(_ =>
            {
                terminal.Out.Write(shell.Text());
                return ExitCode.Done;
            });
            command.Add(script);
        }

        command.Add(Words(terminal));
        return command;
    }

    /// <summary>What the scripts ask.</summary>
    private static Command Words(Terminal terminal)
    {
        var line = new Argument<string>("line") { Description = "The command line up to the cursor" };
        var command = new Command("words", "The words that may come next on a command line.") { line };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            foreach (var word in NextWords.Of(LeadScoutCommand.Create(terminal), parsed.GetRequiredValue(line)))
            {
                terminal.Out.WriteLine(word);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
