using System.CommandLine;
using LeadScout.Application.Certificates;
using LeadScout.Application.Reports;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Files.QuestionFiles;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout questions history</c>.</summary>
internal static class QuestionsHistoryCommand
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("question")
        {
            Description = "A built-in question or a YAML file",
            CompletionSources = { CommonOptions.BuiltInNames },
        };
        var (database, format) = (CommonOptions.Database(), CommonOptions.Format());
        var command = new Command(
            "history",
            "How the audits of each job, month by month, agreed with what was learned before, and whether they begin to find more errors.")
        {
            name, database, format,
        };
        command.SetAction(async (parsed, interrupt) =>
        {
            var asked = parsed.GetRequiredValue(name);
            var question = BuiltInQuestions.Resolve(asked).Question;
            var path = parsed.GetRequiredValue(database);
            using var store = Databases.OpenRead(terminal, path);
            var history = await QuestionHistory.ReadAsync(question, store, interrupt);
            if (parsed.GetValue(format) == OutputFormat.Json)
            {
                terminal.Out.WriteLine(ReportJson.Of(HistoryDocument.Of(history)));
            }
            else
            {
                HistoryText.Write(terminal.DrawOut(), history, asked, path);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
