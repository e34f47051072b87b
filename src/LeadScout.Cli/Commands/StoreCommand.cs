using System.CommandLine;
using LeadScout.Cli.Terminals;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout store</c>.</summary>
internal static class StoreCommand
{
    public static Command Create(Terminal terminal) => new("store", "Move a whole database: to PostgreSQL, to a file, or to another of its kind.")
    {
        StoreCopyCommand.Create(terminal),
    };
}
