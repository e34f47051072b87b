using System.CommandLine;
using LeadScout.Application.Reports;
using LeadScout.Cli.Arguments;
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
        var format = CommonOptions.Format();
        var command = new Command("show", "What a question asks, with its labels and rules.") { name, format };
        command.SetAction(parsed =>
        {
            var source = BuiltInQuestions.Resolve(parsed.GetRequiredValue(name));
            if (parsed.GetValue(format) == OutputFormat.Json)
            {
                terminal.Out.WriteLine(ReportJson.Of(AskedQuestionDocument.Of(source)));
            }
            else
            {
                QuestionText.Write(terminal.Out, source);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
