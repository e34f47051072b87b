using System.CommandLine;
using LeadScout.Application.Jobs;
using LeadScout.Application.Reports;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Streaming;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout explain</c>: what is known about a text, without asking anybody.</summary>
internal static class ExplainCommand
{
    public static Command Create(Terminal terminal)
    {
        var arguments = new TextArguments();
        arguments.Teacher.Description = "Whose answers count; unless given, the only LLM with answers to the question";
        var command = new Command(
            "explain",
            "Say what is known about a text, or what the student would say and why. Asks nobody, costs nothing, changes nothing.");
        arguments.AddTo(command);
        command.SetAction(async (parsed, interrupt) =>
        {
            var asked = arguments.QuestionOf(parsed);
            using var store = Databases.OpenRead(terminal, arguments.DatabaseOf(parsed));
            Databases.SayWhatIsMissing(store, terminal.Error.WriteLine);
            var whose = AnsweringTeacher.Choose(
                parsed.GetValue(arguments.Teacher), await store.TeachersAsync(asked.Version, interrupt), terminal.Say);
            var said = arguments.TextOf(parsed);
            var explained = await Explanation.OfAsync(asked, whose, store, store, said, interrupt);
            ClassificationText.Write(
                terminal, arguments.FormatOf(parsed), new ClassificationDocument(said, asked, whose, explained, terminal.Words));
            return ExitCode.Done;
        });
        return command;
    }
}
