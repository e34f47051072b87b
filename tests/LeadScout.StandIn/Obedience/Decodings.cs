using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace LeadScout.StandIn.Obedience;

/// <summary>What a text may say to a reader that can undo encodings, as large models can.</summary>
internal static partial class Decodings
{
    // Cyrillic and Greek letters, each with the Latin one that it looks like.
    private const string Lookalikes = "\u0430a\u0435e\u043eo\u0440p\u0441c\u0443y\u0445x\u0456i\u0455s\u03bfo\u03b1a\u0410A\u0415E\u041eO\u0420P\u0421C\u0422T";
    private const string Leet = "4a3e1l0o5s7t@a$s8b";

    /// <summary>The text as it stands, then what it may be the code of.</summary>
    public static IEnumerable<string> Of(string text)
    {
        var plain = Plain(text);
        yield return plain;
        yield return Replaced(plain, Lookalikes);
        yield return Replaced(plain, Leet);
        yield return SpacedLetter().Replace(plain, "$1");
        yield return new string([.. plain.Reverse()]);
        yield return string.Concat(plain.Select(Rot13));
        yield return WebUtility.HtmlDecode(plain);
        yield return WebUtility.UrlDecode(plain);
        yield return EscapedCharacter().Replace(plain, match => ((char)Convert.ToInt32(match.Groups[1].Value, 16)).ToString());
        foreach (var word in plain.Split(' '))
        {
            foreach (var decoded in (string?[])[FromBase64(word), FromHex(word)])
            {
                if (decoded is not null)
                {
                    yield return decoded;
                }
            }
        }
    }

    // Wide letters, marks on letters and what can't be seen.
    private static string Plain(string text) => string.Concat(
        text.Normalize(NormalizationForm.FormKC).EnumerateRunes()
            .Where(rune => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.NonSpacingMark)
                || rune.Value is >= 0x0590 and < 0x1000)
            .Select(rune => rune.ToString()));

    private static string Replaced(string text, string pairs) =>
        string.Concat(text.Select(c => pairs.IndexOf(c, StringComparison.Ordinal) is >= 0 and var at && at % 2 == 0 ? pairs[at + 1] : c));

    private static char Rot13(char c) => c switch
    {
        >= 'a' and <= 'z' => (char)('a' + ((c - 'a' + 13) % 26)),
        >= 'A' and <= 'Z' => (char)('A' + ((c - 'A' + 13) % 26)),
        _ => c,
    };

    private static string? FromBase64(string word)
    {
        var bytes = new byte[word.Length];
        return word.Length >= 16 && Convert.TryFromBase64String(word, bytes, out var count) ? Encoding.UTF8.GetString(bytes, 0, count) : null;
    }

    private static string? FromHex(string word) =>
        word.Length >= 16 && word.Length % 2 == 0 && word.All(char.IsAsciiHexDigit) ? Encoding.UTF8.GetString(Convert.FromHexString(word)) : null;

    [GeneratedRegex(@"(?:(?<=^)|(?<=[ .\-_]))(\p{L})[.\-_ ](?=\p{L}(?:[ .\-_]|$))")]
    private static partial Regex SpacedLetter();

    [GeneratedRegex(@"\\u([0-9a-fA-F]{4})")]
    private static partial Regex EscapedCharacter();
}
