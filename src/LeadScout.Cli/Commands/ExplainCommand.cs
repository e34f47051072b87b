using System.CommandLine;
using LeadScout.Application.Jobs;
using LeadScout.Application.Reports;
using LeadScout.Cascades;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Files.QuestionFiles;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout explain</c>: what is known about a text, without asking anybody.</summary>
internal static class ExplainCommand
{
    public static Command Create(Terminal terminal)
    {
        var text = new Argument<string>("text") { Description = "The text, as it would stand in a list" };
        var (question, teacher, database, format) = (CommonOptions.Question(), CommonOptions.Teacher(), CommonOptions.Database(), CommonOptions.Format());
        teacher.Description = "Whose answers count; unless given, the only teacher with answers to the question";
        var command = new Command("explain", "Say what is known about a text, or what the student would say and why. Asks nobody, costs nothing, changes nothing.")
        {
            text, question, teacher, database, format,
        };
        command.SetAction(async (parsed, interrupt) =>
        {
            var asked = BuiltInQuestions.Resolve(parsed.GetRequiredValue(question)).Question;
            using var store = Databases.OpenRead(terminal, parsed.GetRequiredValue(database));
            Databases.SayWhatIsMissing(store, terminal.Error.WriteLine);
            var whose = AnsweringTeacher.Choose(parsed.GetValue(teacher), await store.TeachersAsync(asked.Version, interrupt), terminal.Error.WriteLine);
            var knowledge = await Knowledge.ReadAsync(asked, whose, store, interrupt);
            var said = parsed.GetRequiredValue(text);
            ClassificationText.Write(terminal, parsed.GetValue(format), new ClassificationDocument(said, asked, whose, knowledge.Explain(said)));
            return ExitCode.Done;
        });
        return command;
    }
}
