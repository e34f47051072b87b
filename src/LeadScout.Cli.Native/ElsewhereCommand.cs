using System.CommandLine;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Terminals;
using LeadScout.Questions;

namespace LeadScout.Cli.Native;

/// <summary>A command that this program does not have: says which one has it.</summary>
internal static class ElsewhereCommand
{
    public static Command Of(string name, string what)
    {
        var command = new Command(name, $"{what} Not in this program, which is the command line alone.") { CommonOptions.Format() };
        command.TreatUnmatchedTokensAsErrors = false; // whatever it takes elsewhere
        command.SetAction(int (_) => throw new BadInputException(
            $"'{name}' is not in this program, which is the command line alone, compiled to machine code. It is in the one that "
            + "'dotnet publish -c Release -o FOLDER src/LeadScout.Cli' makes; both work on the same databases."));
        return command;
    }
}

/// <summary><c>leadscout serve</c>, which is elsewhere.</summary>
internal static class ServeCommand
{
    public static Command Create(Terminal _) => ElsewhereCommand.Of("serve", "The dashboard and the HTTP API.");
}

/// <summary><c>leadscout mcp</c>, which is elsewhere.</summary>
internal static class McpCommand
{
    public static Command Create(Terminal _) => ElsewhereCommand.Of("mcp", "LeadScout's tools for an agent.");
}
