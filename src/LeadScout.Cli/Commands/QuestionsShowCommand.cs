using System.CommandLine;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Files.QuestionFiles;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout questions show</c>.</summary>
internal static class QuestionsShowCommand
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("question") { Description = "A built-in question or a YAML file" };
        var command = new Command("show", "What a question asks, with its labels and rules.") { name };
        command.SetAction(parsed =>
        {
            QuestionText.Write(terminal.Out, BuiltInQuestions.Resolve(parsed.GetRequiredValue(name)));
            return ExitCode.Done;
        });
        return command;
    }
}
