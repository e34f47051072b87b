using System.CommandLine;
using System.CommandLine.Parsing;
using LeadScout.Questions;

namespace LeadScout.Cli.Arguments;

/// <summary>Says what is wrong with a command line, what was probably meant, and where help is.</summary>
internal static class UsageError
{
    private const string Root = "leadscout";

    public static string Text(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var help = $"See: {PathOf(command)} --help";
        if (parsed.UnmatchedTokens is [var unknown, ..])
        {
            return $"{Unknown(unknown, command)}\n{help}";
        }

        return string.Join('\n', parsed.Errors.Select(error => error.Message).Distinct().Append(help));
    }

    /// <summary>
    /// What to say where an option that there is not would be taken for the text or the file that the command is about; null where there is none.
    /// </summary>
    public static string? OfMisspelt(ParseResult parsed)
    {
        var tokens = parsed.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash).ToHashSet(ReferenceEqualityComparer.Instance);
        return parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens)
            .FirstOrDefault(token => token.Value.StartsWith("--", StringComparison.Ordinal) && tokens.Contains(token)) is { } token
            ? $"{Unknown(token.Value, parsed.CommandResult.Command)} Is it meant as it stands? Put -- before it.\nSee: {PathOf(parsed.CommandResult.Command)} --help"
            : null;
    }

    private static string Unknown(string token, Command command)
    {
        var isOption = token.StartsWith('-');
        var candidates = isOption
            ? command.Options.SelectMany(option => option.Aliases.Append(option.Name))
            : command.Subcommands.Where(sub => !sub.Hidden).Select(sub => sub.Name);
        var names = candidates.ToArray();
        var what = isOption || names.Length == 0 ? $"{PathOf(command)} has no {(isOption ? "option" : "further argument")} '{token}'." : $"There is no command '{token}'.";
        return NearestNames.Hint(token, names) is { Length: > 0 } hint
            ? what + hint
            : isOption && names.Where(name => BeginsAlike(name, token)).ToArray() is { Length: > 0 } alike
            ? $"{what} Did you mean {string.Join(" or ", alike)}?"
            : names.Length == 0 ? $"{what} Put quotes around a value with spaces." : $"{what} There is: {string.Join(", ", names)}.";
    }

    /// <summary>Whether two options of several words have the first in common, as <c>--max-cost</c> and <c>--max-spend</c> do.</summary>
    private static bool BeginsAlike(string name, string token) =>
        token.IndexOf('-', 2) is > 2 and var end && name.StartsWith(token[..(end + 1)], StringComparison.OrdinalIgnoreCase);

    private static string PathOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{PathOf(parent)} {command.Name}" : Root;
}
