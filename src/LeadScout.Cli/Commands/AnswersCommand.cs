using System.CommandLine;
using LeadScout.Cli.Terminals;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout answers</c>.</summary>
internal static class AnswersCommand
{
    public static Command Create(Terminal terminal) => new("answers", "What was answered: look, correct, take along, forget.")
    {
        AnswersListCommand.Create(terminal),
        AnswersCorrectCommand.Create(terminal),
        AnswersExportCommand.Create(terminal),
        AnswersImportCommand.Create(terminal),
        AnswersForgetCommand.Create(terminal),
    };
}
