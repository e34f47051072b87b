using System.CommandLine;
using LeadScout.Cli.Terminals;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout jobs</c>.</summary>
internal static class JobsCommand
{
    public static Command Create(Terminal terminal) => new("jobs", "What was run, what it cost, and how to go on.")
    {
        JobsListCommand.Create(terminal),
        JobsShowCommand.Create(terminal),
        JobsResumeCommand.Create(terminal),
        JobsSettleCommand.Create(terminal),
        JobsExportCommand.Create(terminal), JobsDeleteCommand.Create(terminal),
    };
}
