using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Llm.Faults;

/// <summary>
/// A text without anything that can be changed and leave it recognisable: no case, no accents, no escapes of JSON, HTML or URLs, no
/// punctuation. Immutable.
/// </summary>
internal sealed partial class PlainWords
{
    /// <param name="text">Any text.</param>
    public PlainWords(string text)
    {
        var plain = LabelMatcher.Fold(Sound(WebUtility.HtmlDecode(Unescaped(text)))).Replace("ß", "ss", StringComparison.Ordinal);
        Words = Word().Matches(plain).Select(word => word.Value).ToHashSet(StringComparer.Ordinal);
        Letters = string.Concat(plain.Where(char.IsLetterOrDigit));
    }

    /// <summary>Its distinct words, numbers included.</summary>
    public IReadOnlySet<string> Words { get; }

    /// <summary>All its letters and digits in a row.</summary>
    public string Letters { get; }

    private static string Unescaped(string text) => Uri.UnescapeDataString(Escape().Replace(
        text,
        match => match.Groups[1].Success ? ((char)int.Parse(match.Groups[1].ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString() : " "));

    // Half a pair of surrogates is what an escape may leave.
    private static string Sound(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    [GeneratedRegex(@"\\+u([0-9a-fA-F]{4})|\\+[nrtbf""'/]", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();

    [GeneratedRegex(@"[\p{L}\p{Nd}\p{M}]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
