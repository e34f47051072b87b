using System.CommandLine;
using LeadScout.Cli.Terminals;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout questions</c>.</summary>
internal static class QuestionsCommand
{
    public static Command Create(Terminal terminal) => new("questions", "What can be asked about a lead.")
    {
        QuestionsListCommand.Create(terminal),
        QuestionsShowCommand.Create(terminal),
        QuestionsHistoryCommand.Create(terminal),
        QuestionsCheckCommand.Create(terminal),
        QuestionsNewCommand.Create(terminal),
    };
}
