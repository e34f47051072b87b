using System.CommandLine;
using LeadScout.Cli.Terminals;
using LeadScout.Patterns;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout patterns</c>.</summary>
internal static class PatternsCommand
{
    public static Command Create(Terminal terminal) => new("patterns", "What was learned from the answers, and what of it may be used.")
    {
        PatternsListCommand.Create(terminal),
        PatternsShowCommand.Create(terminal),
        PatternsRetireCommand.Create(terminal),
        PatternsRestoreCommand.Create(terminal),
    };

    internal static Argument<string> Pattern() => new("pattern") { Description = "The pattern, as in word:vertrieb or \"words:head of\"" };

    internal static Option<string> By() =>
        new("--by") { HelpName = "NAME", Description = "Who says so; kept with the verdict", DefaultValueFactory = _ => "person" };

    internal static Option<string?> Teacher() =>
        new("--teacher") { HelpName = "NAME", Description = "Whose answers count; unless given, the only LLM with answers to the question" };
}
