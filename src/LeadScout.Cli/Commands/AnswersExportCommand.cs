using System.CommandLine;
using LeadScout.Application.Reports;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Jobs;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Files;
using LeadScout.Files.AnswerFiles;
using LeadScout.Files.QuestionFiles;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Stores;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout answers export</c>.</summary>
internal static class AnswersExportCommand
{
    public static Command Create(Terminal terminal)
    {
        var question = CommonOptions.OptionalQuestion("Only the answers to this question; all unless given");
        var output =
            new Option<string?>("--out") { HelpName = "FILE", Description = "A file ending in .jsonl or .csv, replaced where it is there; JSON Lines on standard output unless given" };
        var (database, format) = (CommonOptions.Database(), CommonOptions.Format());
        var command = new Command(
            "export",
            "Write every answer, with all that is known about it, to share it or to keep it. Import is its counterpart, and loses nothing.")
        {
            question, output, database, format,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(format) is { Tokens: [{ Value: "json" }] } && result.GetResult(output) is null)
            {
                result.AddError(
                    "--format json is about the report, and needs --out FILE for the answers. Without both, the answers go to standard output as JSON Lines.");
            }
        });
        command.SetAction(async (parsed, interrupt) =>
        {
            QuestionVersion? only = parsed.GetValue(question) is { } named ? BuiltInQuestions.Resolve(named).Question.Version : null;
            var file = parsed.GetValue(output);
            var path = parsed.GetRequiredValue(database);
            Claim(path, parsed.GetValue(question), file);
            using var store = Databases.OpenRead(terminal, path);
            if (file is not null && File.Exists(file))
            {
                terminal.Error.WriteLine(new ReplacedFile(file, IsEdited: false).Warning);
            }

            using var writer = file is null
                ? AnswerFile.WriteTo(terminal.Out, store.Keys)
                : AnswerFile.Create(file, store.Keys, like: StoreAddress.IsShared(path) ? null : path);
            var count = await WriteAsync(store, writer, only, interrupt);
            terminal.Out.Flush();
            if (file is null && terminal.OutIsClosed())
            {
                throw new BadInputException(
                    "Standard output is closed, and the answers were to go there: none was exported. Say a file with --out.");
            }

            Report(terminal, parsed.GetValue(format), new ExportDocument(file ?? "-", count, store.KeepsTexts));
            return ExitCode.Done;
        });
        return command;
    }

    private static void Claim(string database, string? question, string? file)
    {
        var claims = FileClaims.WithStreams();
        claims.WritesDatabase(database);
        if (question is not null && !BuiltInQuestions.Names.Contains(question))
        {
            claims.Reads(question, "question file", Setting.Question);
        }

        if (file is not null)
        {
            claims.WritesResult(file);
        }
    }

    private static async Task<long> WriteAsync(IDatabase store, AnswerWriter writer, QuestionVersion? only, CancellationToken interrupt)
    {
        var names = await store.QuestionNamesAsync(interrupt);
        var count = 0L;
        await foreach (var answer in store.ReadAllAsync(only, interrupt))
        {
            writer.Write(answer, names.GetValueOrDefault(answer.Question));
            count++;
        }

        writer.Complete();
        return count;
    }

    private static void Report(Terminal terminal, OutputFormat? format, ExportDocument export)
    {
        if (format == OutputFormat.Json)
        {
            terminal.Out.WriteLine(ReportJson.Of(export));
        }

        var keys = export.WithTexts
            ? ""
            : " The database keeps no texts, so the file has keys in their place: it can only be imported where the same secret is.";
        terminal.Error.WriteLine($"{export.Answers.Of("answer")} exported{(export.File == "-" ? "" : $" to {export.File}")}.{keys}");
    }
}
