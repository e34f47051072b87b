using System.Globalization;
using System.Text;
using AnyAscii;

namespace LeadScout.Texts;

/// <summary>Splits a normalised text into words and folds a word to basic Latin letters.</summary>
public static class Words
{
    /// <summary>The runs of letters, digits and combining marks of <paramref name="text"/>, in order.</summary>
    public static List<string> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = new List<string>();
        for (int at = 0; TryNext(text, ref at, out ReadOnlySpan<char> word);)
        {
            words.Add(word.ToString());
        }

        return words;
    }

    /// <summary>The next word of a text from <paramref name="at"/> on, which moves behind it; false when there is none.</summary>
    internal static bool TryNext(ReadOnlySpan<char> text, scoped ref int at, out ReadOnlySpan<char> word)
    {
        while (at < text.Length && !IsWordCharacter(text[at]))
        {
            at++;
        }

        int start = at;
        while (at < text.Length && IsWordCharacter(text[at]))
        {
            at++;
        }

        word = text[start..at];
        return at > start;
    }

    /// <summary>The word in lower-case basic Latin letters: müller becomes muller, мюллер becomes myuller.</summary>
    public static string Fold(string word) =>
        Ascii.IsValid(word) ? word : word.Transliterate().ToLowerInvariant();

    private static bool IsWordCharacter(char c) =>
        char.IsLetterOrDigit(c) || char.IsSurrogate(c)
        || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
