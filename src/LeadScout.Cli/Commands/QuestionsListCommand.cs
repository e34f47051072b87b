using System.CommandLine;
using LeadScout.Application.Reports;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Files.QuestionFiles;
using Spectre.Console;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout questions list</c>.</summary>
internal static class QuestionsListCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("list", "The built-in questions.");
        command.SetAction(_ =>
        {
            var table = new Table { Border = TableBorder.Simple }.AddColumns("question", "labels", "asks");
            foreach (var name in BuiltInQuestions.Names)
            {
                var question = BuiltInQuestions.Load(name).Question;
                table.AddRow(
                    [new Text(name), new Text(question.Labels.Length.Text()), new Text(question.Instructions[..(question.Instructions.IndexOfAny(['.', '?']) + 1)])]);
            }

            terminal.DrawOut().Write(table);
            terminal.Out.WriteLine("One of your own: leadscout questions new NAME");
            return ExitCode.Done;
        });
        return command;
    }
}
