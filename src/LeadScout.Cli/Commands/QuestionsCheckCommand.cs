using System.CommandLine;
using LeadScout.Application.Jobs;
using LeadScout.Application.Reports;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Asking;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Files;
using LeadScout.Files.QuestionFiles;
using LeadScout.Messages;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout questions check</c>: finds mistakes before they cost anything.</summary>
internal static class QuestionsCheckCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("question") { Description = "A YAML file" };
        var list = new Option<string?>("--list") { HelpName = "FILE", Description = "A lead list to check the question's columns against" };
        var teacher = new Option<string?>("--teacher") { HelpName = "NAME", Description = $"With --list: whose prices a call is estimated by [default: {DefaultTeacher.Name}]" };
        var format = CommonOptions.Format();
        var command = new Command("check", "Say whether a question file can be used, and if not, why and where. With a list: which column is meant, three of its texts, and what a call will cost. Asks nothing.")
        {
            file, list, teacher, format,
        };
        command.SetAction(async (parsed, interrupt) =>
        {
            var (named, path) = (parsed.GetRequiredValue(file), parsed.GetValue(list));
            var source = BuiltInQuestions.Resolve(named);
            var trial = path is null
                ? null
                : await new QuestionTrial(terminal, named, parsed.GetValue(teacher) ?? DefaultTeacher.Name).OnAsync(path, interrupt);
            if (parsed.GetValue(format) == OutputFormat.Json)
            {
                var notes = path is null ? null : NotesOn(source, path, terminal.Words);
                terminal.Out.WriteLine(ReportJson.Of(AskedQuestionDocument.Of(source) with { Notes = notes, Trial = trial }));
                return ExitCode.Done;
            }

            QuestionText.Write(terminal.Out, source);
            if (trial is not null)
            {
                QuestionText.Write(terminal.Out, trial);
            }

            terminal.Out.WriteLine("Good: this question can be used.");
            return ExitCode.Done;
        });
        return command;
    }

    private static string[] NotesOn(QuestionSource source, string list, Func<Remedy, string> words)
    {
        using var reader = LeadFiles.At(list).Open();
        return [.. ColumnBinding.Bind(source, list, reader.Columns).Notes.Select(note => note.In(words))];
    }
}
