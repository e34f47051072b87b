using System.Text;

namespace LeadScout.Texts;

/// <summary>
/// Unicode NFKC, simple case folding, white space collapsed and trimmed, and nothing else: C# is not C, Müller is not Muller.
/// Nearness is the student's business, and audited.
/// </summary>
public static class TextNormaliser
{
    /// <summary>The normalised form; "" for a blank text. Lone surrogates become U+FFFD first, because no normal form knows them.</summary>
    public static string Normalise(string text)
    {
        if (Ascii.IsValid(text))
        {
            return Fold(text);
        }

        return Fold(WellFormed(text).Normalize(NormalizationForm.FormKC)).Normalize(NormalizationForm.FormKC);
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
