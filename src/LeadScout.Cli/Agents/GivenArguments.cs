using System.CommandLine;

namespace LeadScout.Cli.Agents;

/// <summary>What a person gave for an option, to be given again to another command.</summary>
internal static class GivenArguments
{
    /// <summary>None where the option was not given.</summary>
    public static IEnumerable<string> Of(ParseResult parsed, Option option) => parsed.GetResult(option) switch
    {
        null or { Implicit: true } => [],
        { Tokens: [] } => [option.Name],
        var given => given.Tokens.Select(token => $"{option.Name}={token.Value}"),
    };
}
