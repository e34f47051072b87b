using System.Text.RegularExpressions;

namespace LeadScout.Server.Api;

/// <summary>The options of the command line, by which messages say what settles them, as clients of the server name them.</summary>
internal static partial class OptionNames
{
    /// <summary>The message, its options named as fields: <c>--header-row 3</c> is <c>headerRow 3</c>.</summary>
    public static string InFields(string message) =>
        Option().Replace(
            message,
            option => option.Groups["more"].Captures.Aggregate(option.Groups["first"].Value, (name, word) => name + char.ToUpperInvariant(word.Value[0]) + word.Value[1..]));

    [GeneratedRegex("(?<![\\w-])--(?<first>delimiter|quote|encoding|sheet|header|input|max|long|column|question)(?:-(?<more>row|format|text|texts))?(?![\\w-])")]
    private static partial Regex Option();
}
