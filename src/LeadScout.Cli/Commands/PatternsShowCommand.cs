using System.CommandLine;
using LeadScout.Answers;
using LeadScout.Application.Jobs;
using LeadScout.Application.Patterns;
using LeadScout.Application.Reports;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Files.QuestionFiles;
using LeadScout.Patterns;
using LeadScout.Questions;
using LeadScout.Stores;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout patterns show</c>.</summary>
internal static class PatternsShowCommand
{
    public static Command Create(Terminal terminal)
    {
        var (pattern, question, teacher) = (PatternsCommand.Pattern(), CommonOptions.Question(), PatternsCommand.Teacher());
        var (database, format) = (CommonOptions.Database(), CommonOptions.Format());
        var command = new Command(
            "show",
            "One pattern: its evidence, the answers and calls it came from, where it was decisive, what audits and people said of it.")
        {
            pattern, question, teacher, database, format,
        };
        command.SetAction(async (parsed, interrupt) =>
        {
            var asked = BuiltInQuestions.Resolve(parsed.GetRequiredValue(question)).Question;
            var name = PatternName.Parse(parsed.GetRequiredValue(pattern));
            using var store = Databases.OpenRead(terminal, parsed.GetRequiredValue(database));
            var whose = AnsweringTeacher.Choose(
                parsed.GetValue(teacher), await store.TeachersAsync(asked.Version, interrupt), terminal.Say);
            var book = await PatternBook.ReadAsync(asked, whose, store, interrupt);
            var found = book.Find(name) ?? throw PatternName.Unknown(name, [book]);
            var detail = PatternDetailDocument.Of(
                asked,
                whose,
                found,
                await OriginsAsync(store, asked.Version, whose, found, interrupt),
                await store.ListAsync(interrupt),
                (await store.VerdictsAsync(asked.Version, interrupt)).Where(verdict => verdict.Pattern == name));
            if (parsed.GetValue(format) == OutputFormat.Json)
            {
                terminal.Out.WriteLine(ReportJson.Of(detail));
            }
            else
            {
                PatternText.Write(terminal.DrawOut(), detail);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<List<Answer>> OriginsAsync(
        IDatabase store, QuestionVersion question, string teacher, Pattern pattern, CancellationToken interrupt)
    {
        var positions = pattern.Origins.ToHashSet();
        var origins = new List<Answer>();
        await foreach (var answer in store.ReadAsync(question, teacher, interrupt))
        {
            if (positions.Contains(answer.Position))
            {
                origins.Add(answer);
            }
        }

        return origins;
    }
}
