using System.CommandLine;
using LeadScout.Cli.Terminals;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout teachers</c>.</summary>
internal static class TeachersCommand
{
    public static Command Create(Terminal terminal) => new("teachers", "Who can be asked, and whether it works.")
    {
        TeachersCheckCommand.Create(terminal),
        TeachersListCommand.Create(terminal),
    };
}
