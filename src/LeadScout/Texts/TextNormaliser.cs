using System.Text;

namespace LeadScout.Texts;

/// <summary>
/// Unicode NFKC, simple case folding, white space collapsed and trimmed, and nothing else: C# is not C, Müller is not Muller.
/// Nearness is the student's business, and audited.
/// </summary>
public static class TextNormaliser
{
    private static readonly bool Normalises = "\uFB01".Normalize(NormalizationForm.FormKC) == "fi";

    /// <summary>The normalised form; "" for a blank text. Lone surrogates become U+FFFD first, because no normal form knows them.</summary>
    public static string Normalise(string text)
    {
        if (Ascii.IsValid(text))
        {
            return Fold(text);
        }

        RequireUnicode();
        return Fold(WellFormed(text).Normalize(NormalizationForm.FormKC)).Normalize(NormalizationForm.FormKC);
    }

    /// <summary>In invariant globalization mode .NET returns texts as they are, without a word: keys would not meet those of other machines.</summary>
    private static void RequireUnicode()
    {
        if (!Normalises)
        {
            throw new PlatformNotSupportedException(
                "This process runs without Unicode data (invariant globalization), so texts can't be normalised. "
                + "Install the ICU library and unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");
        }
    }

    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        var pendingSpace = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                pendingSpace = folded.Length > 0;
                continue;
            }

            if (pendingSpace)
            {
                folded.Append(' ');
                pendingSpace = false;
            }

            // Up and down again: letters with two lower-case forms (σ and ς) meet.
            folded.Append(Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune)).ToString());
        }

        return folded.ToString();
    }

    private static string WellFormed(string text)
    {
        var formed = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            formed.Append(rune.ToString());
        }

        return formed.ToString();
    }
}
