using System.CommandLine;
using System.Globalization;
using System.Numerics;
using LeadScout.Messages;

namespace LeadScout.Cli.Arguments;

/// <summary>Options whose values are read by our own rules, with an error that gives the value and what is allowed.</summary>
internal static class Parsed
{
    /// <summary>An option read by <paramref name="read"/>, which returns null for what it does not allow.</summary>
    public static Option<T> Option<T>(string name, string helpName, string description, string allowed, T byDefault, Func<string, T?> read)
        where T : struct =>
        Completed(new Option<T>(name)
        {
            HelpName = helpName,
            Description = description,
            DefaultValueFactory = _ => byDefault,
            CustomParser = result => Read(result, name, allowed, read) ?? byDefault,
        });

    /// <summary>The same without a default: null when not given.</summary>
    public static Option<T?> Optional<T>(string name, string helpName, string description, string allowed, Func<string, T?> read)
        where T : struct =>
        Completed(new Option<T?>(name)
        {
            HelpName = helpName,
            Description = description,
            CustomParser = result => Read(result, name, allowed, read),
        });

    /// <summary>A whole number of a range.</summary>
    public static Func<string, int?> Whole(WholeRange allowed) => Whole(allowed.Least, allowed.Most);

    /// <summary>Reads a whole number in a closed range, digits only.</summary>
    public static Func<string, T?> Whole<T>(T least, T most)
        where T : struct, INumber<T> =>
        text => T.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : null;

    /// <summary>Reads one of a few words.</summary>
    public static Func<string, T?> OneOf<T>(params (string Word, T Value)[] words)
        where T : struct =>
        text =>
        {
            foreach (var (word, value) in words)
            {
                if (word.Equals(text, StringComparison.OrdinalIgnoreCase))
                {
                    return value;
                }
            }

            return null;
        };

    /// <summary>What a shell proposes: the words that the help shows as they are typed, as in text|json, and not the names in our code.</summary>
    private static TOption Completed<TOption>(TOption option)
        where TOption : Option
    {
        option.CompletionSources.Clear();
        option.CompletionSources.Add([.. option.HelpName!.Split('|').Where(word => word.All(letter => char.IsAsciiLetterLower(letter) || letter == '-'))]);
        return option;
    }

    private static T? Read<T>(System.CommandLine.Parsing.ArgumentResult result, string name, string allowed, Func<string, T?> read)
        where T : struct
    {
        var given = result.Tokens[^1].Value;
        var value = read(given);
        if (value is null)
        {
            result.AddError($"{name} can't be '{given}'. Allowed: {allowed}.");
        }

        return value;
    }
}
