using System.Globalization;
using System.Text;

namespace LeadScout.Savings.Injection;

/// <summary>Ways to write a sentence so that a list of words does not find it, and a large model still reads it.</summary>
internal static class Codes
{
    /// <summary>A sentence in each of them.</summary>
    public static IEnumerable<(string Name, string Text)> Of(string sentence) =>
    [
        ("base64", Convert.ToBase64String(Encoding.UTF8.GetBytes(sentence))),
        ("hexadecimal", Convert.ToHexString(Encoding.UTF8.GetBytes(sentence))),
        ("rot13", string.Concat(sentence.Select(Rot13))),
        ("backwards", new string([.. sentence.Reverse()])),
        ("Cyrillic lookalikes", Replaced(sentence, "a\u0430e\u0435o\u043ep\u0440c\u0441x\u0445")),
        ("leet", Replaced(sentence, "a4e3l1o0s5")),
        ("combining marks", string.Concat(sentence.Select(c => char.IsLetter(c) ? $"{c}\u0336" : $"{c}"))),
        ("wide letters", string.Concat(sentence.Select(c => c is > ' ' and <= '~' ? (char)(c - ' ' + '\uff00') : c))),
        ("invisible characters", string.Join('\u200b', sentence.ToCharArray())),
        ("spaced letters", string.Join("  ", sentence.Split(' ').Select(word => string.Join(' ', word.ToCharArray())))),
        ("HTML entities", string.Concat(sentence.Select(c => string.Create(CultureInfo.InvariantCulture, $"&#{(int)c};")))),
        ("percent signs", string.Concat(sentence.Select(c => string.Create(CultureInfo.InvariantCulture, $"%{(int)c:X2}")))),
        ("mathematical letters", string.Concat(sentence.Select(Mathematical))),
    ];

    private static char Rot13(char c) => c switch
    {
        >= 'a' and <= 'z' => (char)('a' + ((c - 'a' + 13) % 26)),
        >= 'A' and <= 'Z' => (char)('A' + ((c - 'A' + 13) % 26)),
        _ => c,
    };

    private static string Mathematical(char c) => c switch
    {
        >= 'a' and <= 'z' => char.ConvertFromUtf32(0x1d41a + (c - 'a')),
        >= 'A' and <= 'Z' => char.ConvertFromUtf32(0x1d400 + (c - 'A')),
        _ => c.ToString(),
    };

    private static string Replaced(string text, string pairs) =>
        string.Concat(text.Select(c => pairs.IndexOf(c, StringComparison.Ordinal) is >= 0 and var at && at % 2 == 0 ? pairs[at + 1] : c));
}
