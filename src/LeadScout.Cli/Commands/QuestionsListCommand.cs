using System.CommandLine;
using LeadScout.Application.Reports;
using LeadScout.Cli.Arguments;
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
        var format = CommonOptions.Format();
        var command = new Command("list", "The built-in questions.") { format };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(format) == OutputFormat.Json)
            {
                terminal.Out.WriteLine(ReportJson.Of(
                    [.. BuiltInQuestions.Names.Select(name => BuiltInQuestions.Load(name).Question).Select(
                        one => new QuestionLineDocument(one.Name, one.Labels.Length, one.Instructions))]));
                return ExitCode.Done;
            }

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
