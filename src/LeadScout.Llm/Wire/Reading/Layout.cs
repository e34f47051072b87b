using System.Text.RegularExpressions;
using LeadScout.Patterns;

namespace LeadScout.Llm.Wire.Reading;

/// <summary>
/// What may stand around a JSON value without being words: white space, commas, code fences, bullets and numbers of a list, and tags.
/// </summary>
internal static partial class Layout
{
    /// <summary>Whether nothing is said here.</summary>
    public static bool Is(string text) => Pattern().IsMatch(text);

    [GeneratedRegex(
        """\A(?>[\s,;\uFEFF]+|`{3,}[\w+-]*|[-*+•–](?<=^[ \t]*.)(?=\s)|\d{1,4}[.)](?<=^[ \t]*\d{1,4}.)(?=\s)|<[^<>{}\[\]"]{1,60}>|\[/?[A-Za-z_ ]{2,30}\])*\z""",
        RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Pattern();
}
