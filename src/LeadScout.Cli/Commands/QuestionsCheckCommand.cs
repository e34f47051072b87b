using System.CommandLine;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Files;
using LeadScout.Files.QuestionFiles;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout questions check</c>: finds mistakes before they cost anything.</summary>
internal static class QuestionsCheckCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("question") { Description = "A YAML file" };
        var list = new Option<string?>("--list") { HelpName = "FILE", Description = "A lead list to check the question's columns against" };
        var command = new Command("check", "Say whether a question file can be used, and if not, why and where.") { file, list };
        command.SetAction(parsed =>
        {
            var source = BuiltInQuestions.Resolve(parsed.GetRequiredValue(file));
            if (parsed.GetValue(list) is { } path)
            {
                using var reader = LeadFiles.At(path).Open();
                foreach (var note in ColumnBinding.Bind(source, path, reader.Columns).Notes)
                {
                    terminal.Out.WriteLine(note);
                }
            }

            QuestionText.Write(terminal.Out, source);
            terminal.Out.WriteLine("Good: this question can be used.");
            return ExitCode.Done;
        });
        return command;
    }
}
