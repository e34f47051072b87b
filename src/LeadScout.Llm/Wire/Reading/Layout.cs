using System.Text.RegularExpressions;

namespace LeadScout.Llm.Wire.Reading;

/// <summary>What may stand around a JSON value without being words: white space, commas, code fences, bullets and numbers of a list, and tags.</summary>
internal static partial class Layout
{
    /// <summary>Whether nothing is said here.</summary>
    public static bool Is(string text) => Pattern().IsMatch(text);

    [GeneratedRegex("""\A(?:[\s,;\uFEFF]|`{3,}[\w+-]*|^[ \t]*(?:[-*+•–]|\d+[.)])(?=\s)|<[^<>{}\[\]"]{1,60}>|\[/?[A-Za-z_ ]{2,30}\])*\z""", RegexOptions.CultureInvariant | RegexOptions.Multiline, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Pattern();
}
