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

/// <summary><c>leadscout patterns restore</c>.</summary>
internal static class PatternsRestoreCommand
{
    public static Command Create(Terminal terminal)
    {
        var (pattern, question, by) = (PatternsCommand.Pattern(), CommonOptions.Question(), PatternsCommand.By());
        var (database, format) = (CommonOptions.Database(), CommonOptions.Format());
        var command = new Command(
            "restore", "Put a retired pattern back. What its retirement reopened goes back to what it was; answers paid for are kept.")
        {
            pattern, question, by, database, format,
        };
        command.SetAction(async (parsed, interrupt) =>
        {
            var asked = BuiltInQuestions.Resolve(parsed.GetRequiredValue(question)).Question;
            var name = PatternName.Parse(parsed.GetRequiredValue(pattern));
            var path = parsed.GetRequiredValue(database);
            using var store = Databases.Open(terminal, path);
            var verdicts = new Verdicts(terminal.Clock, store, asked);
            if (await verdicts.RetiredAsync(name, interrupt) is null)
            {
                throw new BadInputException(
                    $"{name} is not retired, so there is nothing to put back. See: leadscout patterns list --question {parsed.GetRequiredValue(question)}{OptionWords.Database(terminal.Database.Name)}");
            }

            var impact = await new PatternImpacts(terminal.Environment, terminal.Clock, store, asked.Version).OfAsync(name, interrupt);
            await verdicts.GiveAsync(name, retired: false, parsed.GetRequiredValue(by), impact, interrupt);
            var repair = RepairDocument.Of(asked.Name, name, "restored", impact, terminal.Words);
            var people = parsed.GetValue(format) == OutputFormat.Json ? terminal.Error : terminal.Out;
            RepairText.WriteLeaning(people, repair);
            people.WriteLine($"{name} is restored: the student uses it again{(repair.Texts > 0 ? ", and these texts get back the label that it gave them, without a call" : "")}.");
            RepairText.WriteNext(people, repair, path);
            if (people != terminal.Out)
            {
                terminal.Out.WriteLine(ReportJson.Of(repair));
            }

            return ExitCode.Done;
        });
        return command;
    }
}
