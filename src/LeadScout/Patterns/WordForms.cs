using System.Globalization;
using System.Text;

namespace LeadScout.Patterns;

/// <summary>
/// Which words a person would call forms of one: those that differ in an ending, in accents or in what they are compounded with, and those
/// that share a long beginning. A character that is a syllable or a word, as in Korean or Chinese, weighs as much as several letters.
/// </summary>
internal static class WordForms
{
    /// <summary>How much of a word has to be the same for the words to be compared at all.</summary>
    public const int LightestEdge = 4;

    private const int LightestCompound = 5;
    private const int LightestShared = 6;
    private const int LongestEnding = 3;

    /// <summary>A word as it is compared: without accents.</summary>
    public static string Plain(string word)
    {
        if (Ascii.IsValid(word))
        {
            return word;
        }

        var plain = new StringBuilder(word.Length);
        foreach (var rune in word.EnumerateRunes())
        {
            foreach (var c in rune.ToString().Normalize(NormalizationForm.FormD))
            {
                if (c is < '\u0300' or > '\u036F')
                {
                    plain.Append(c);
                }
            }
        }

        return plain.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>The shortest beginning, or end, of a word that weighs enough to be compared; null for a word too short.</summary>
    public static string? EdgeOf(string plain, bool atEnd)
    {
        for (int length = 1, weight = 0; length <= plain.Length; length++)
        {
            weight += Weight(plain[atEnd ? ^length : length - 1]);
            if (weight >= LightestEdge)
            {
                return atEnd ? plain[^length..] : plain[..length];
            }
        }

        return null;
    }

    /// <summary>
    /// Whether two words begin as forms of one: "vertrieb", "vertriebs" and "vertriebsleiter", "accounting" and "accountant"; "market" and
    /// "marker" are two words.
    /// </summary>
    public static bool BeginAlike(string one, string other)
    {
        var (shorter, longer) = one.Length <= other.Length ? (one, other) : (other, one);
        var shared = shorter.AsSpan().CommonPrefixLength(longer);
        var weight = Weight(shorter.AsSpan(0, shared));
        return shared == shorter.Length
            ? weight >= (longer.Length - shared <= LongestEnding ? LightestEdge : LightestCompound)
            : weight >= LightestShared && shared * 2 >= shorter.Length;
    }

    /// <summary>Whether one of two words is the other with something before it: "leiter" and "abteilungsleiter".</summary>
    public static bool EndAlike(string one, string other)
    {
        var (shorter, longer) = one.Length <= other.Length ? (one, other) : (other, one);
        return Weight(shorter) >= LightestShared && longer.EndsWith(shorter, StringComparison.Ordinal);
    }

    /// <summary>
    /// What words of Chinese characters are put together from, two characters each: "营业" and "业部" of "营业部". Nothing in other scripts, where a
    /// piece of a word says nothing by itself.
    /// </summary>
    public static IEnumerable<string> PiecesOf(string plain)
    {
        for (var at = 1; at < plain.Length; at++)
        {
            if (IsChinese(plain[at - 1]) && IsChinese(plain[at]))
            {
                yield return plain[(at - 1)..(at + 1)];
            }
        }
    }

    /// <summary>
    /// What a group of forms is called: its commonest word; where words are written without spaces, so that each is half a sentence, what all
    /// of them have in common.
    /// </summary>
    public static string NameOf(IReadOnlyList<string> words)
    {
        var name = words[0];
        if (words.Count == 1 || !name.Any(IsWrittenWithoutSpaces))
        {
            return name;
        }

        var shared = name;
        foreach (var word in words)
        {
            shared = LongestShared(shared, word);
        }

        return Weight(shared) >= LightestEdge ? shared : name;
    }

    private static string LongestShared(string one, string other)
    {
        for (var length = one.Length; length > 0; length--)
        {
            for (var start = 0; start + length <= one.Length; start++)
            {
                if (other.Contains(one.Substring(start, length), StringComparison.Ordinal))
                {
                    return one.Substring(start, length);
                }
            }
        }

        return "";
    }

    private static int Weight(ReadOnlySpan<char> text)
    {
        var weight = 0;
        foreach (var c in text)
        {
            weight += Weight(c);
        }

        return weight;
    }

    private static int Weight(char c) => c switch
    {
        >= '\u3040' and <= '\u30FF' => 2, // a syllable of Japanese
        _ when IsChinese(c) => 3, // a word
        >= '\uAC00' and <= '\uD7A3' => 3, // a syllable of Korean
        _ when char.IsSurrogate(c) => 2,
        _ when CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark => 0, // part of the letter before
        _ => 1,
    };

    private static bool IsChinese(char c) => c is >= '\u3400' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF';

    // Thai, Lao, Burmese and Khmer; Japanese and Chinese.
    private static bool IsWrittenWithoutSpaces(char c) =>
        c is >= '\u0E00' and <= '\u0EFF' or >= '\u1000' and <= '\u109F' or >= '\u1780' and <= '\u17FF' or >= '\u3040' and <= '\u30FF' || IsChinese(c);
}
