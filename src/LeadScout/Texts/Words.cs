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
        int start = -1;
        for (int i = 0; i <= text.Length; i++)
        {
            bool inside = i < text.Length && IsWordCharacter(text[i]);
            if (inside && start < 0)
            {
                start = i;
            }
            else if (!inside && start >= 0)
            {
                words.Add(text[start..i]);
                start = -1;
            }
        }

        return words;
    }

    /// <summary>The word in lower-case basic Latin letters: müller becomes muller, мюллер becomes myuller.</summary>
    public static string Fold(string word) =>
        Ascii.IsValid(word) ? word : word.Transliterate().ToLowerInvariant();

    private static bool IsWordCharacter(char c) =>
        char.IsLetterOrDigit(c) || char.IsSurrogate(c)
        || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
