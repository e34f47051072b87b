using System.CommandLine;
using LeadScout.Application.Reports;
using LeadScout.Cli.Arguments;
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
        var format = CommonOptions.Format();
        var command = new Command("check", "Say whether a question file can be used, and if not, why and where.") { file, list, format };
        command.SetAction(parsed =>
        {
            var source = BuiltInQuestions.Resolve(parsed.GetRequiredValue(file));
            string[]? notes = parsed.GetValue(list) is { } path ? NotesOn(source, path) : null;
            if (parsed.GetValue(format) == OutputFormat.Json)
            {
                terminal.Out.WriteLine(ReportJson.Of(AskedQuestionDocument.Of(source) with { Notes = notes }));
                return ExitCode.Done;
            }

            foreach (var note in notes ?? [])
            {
                terminal.Out.WriteLine(note);
            }

            QuestionText.Write(terminal.Out, source);
            terminal.Out.WriteLine("Good: this question can be used.");
            return ExitCode.Done;
        });
        return command;
    }

    private static string[] NotesOn(QuestionSource source, string list)
    {
        using var reader = LeadFiles.At(list).Open();
        return [.. ColumnBinding.Bind(source, list, reader.Columns).Notes.Select(note => note.In(CommandWords.Of))];
    }
}
