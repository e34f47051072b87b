using System.CommandLine;
using LeadScout.Application.Patterns;
using LeadScout.Application.Reports;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Files.QuestionFiles;
using LeadScout.Questions;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout patterns retire</c>.</summary>
internal static class PatternsRetireCommand
{
    public static Command Create(Terminal terminal)
    {
        var (pattern, question, by) = (PatternsCommand.Pattern(), CommonOptions.Question(), PatternsCommand.By());
        var yes =
            new Option<bool>("--yes") { Description = "Do it; without this, only what leans on the pattern is shown, and what asking instead would cost" };
        var (database, format) = (CommonOptions.Database(), CommonOptions.Format());
        var command = new Command(
            "retire", "Take a pattern out of the student, and reopen exactly the decisions that lean on it: `jobs resume` then asks the LLM about them. Can be undone.")
        {
            pattern, question, yes, by, database, format,
        };
        command.SetAction(async (parsed, interrupt) =>
        {
            var asked = BuiltInQuestions.Resolve(parsed.GetRequiredValue(question)).Question;
            var name = PatternName.Parse(parsed.GetRequiredValue(pattern));
            var (path, sure) = (parsed.GetRequiredValue(database), parsed.GetValue(yes));
            using var store = sure ? Databases.Open(terminal, path) : Databases.OpenRead(terminal, path);
            var verdicts = new Verdicts(terminal.Clock, store, asked);
            if (await verdicts.RetiredAsync(name, interrupt) is { } standing)
            {
                throw new BadInputException(
                    $"{name} was retired before, by {standing.By}. To put it back: {RestoreOf(name, parsed.GetRequiredValue(question), path)}");
            }

            await verdicts.RequireKnownAsync(name, interrupt);
            var impact = await new PatternImpacts(terminal.Environment, terminal.Clock, store, asked.Version).OfAsync(name, interrupt);
            if (sure)
            {
                await verdicts.GiveAsync(name, retired: true, parsed.GetRequiredValue(by), impact, interrupt);
            }

            var repair = RepairDocument.Of(asked.Name, name, sure ? "retired" : "unchanged", impact, terminal.Words);
            var people = parsed.GetValue(format) == OutputFormat.Json ? terminal.Error : terminal.Out;
            RepairText.WriteLeaning(people, repair);
            RepairText.WriteCost(people, repair);
            if (sure)
            {
                people.WriteLine(
                    $"{name} is retired: the student does without it from now on. To put it back: {RestoreOf(name, parsed.GetRequiredValue(question), path)}");
                RepairText.WriteNext(people, repair, path);
            }
            else
            {
                people.WriteLine("Nothing was changed. To do it, give the same command with --yes.");
            }

            if (people != terminal.Out)
            {
                terminal.Out.WriteLine(ReportJson.Of(repair));
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static string RestoreOf(string pattern, string question, string database) =>
        $"leadscout patterns restore \"{pattern}\" --question {question}{OptionWords.Database(database)}";
}
