using System.Text;

namespace LeadScout.Texts;

/// <summary>
/// Unicode NFKC, simple case folding, white space collapsed and trimmed, and nothing else: C# is not C, Müller is not Muller.
/// Nearness is the student's business, and audited.
/// </summary>
public static class TextNormaliser
{
    /// <summary>Texts of up to so many characters are worked on without allocation.</summary>
    internal const int OnStack = 128;

    private static readonly bool Normalises = "\uFB01".Normalize(NormalizationForm.FormKC) == "fi";

    /// <summary>The normalised form; "" for a blank text. Lone surrogates become U+FFFD first, because no normal form knows them.</summary>
    public static string Normalise(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Span<char> buffer = text.Length <= OnStack ? stackalloc char[OnStack] : new char[text.Length];
        var normalised = Normalise(text, buffer);
        return normalised.SequenceEqual(text) ? text : normalised.ToString();
    }

    /// <summary>
    /// The same without allocation for a text in ASCII: the result lies in <paramref name="buffer"/> then. Thread-safe.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="buffer">At least as long as the text.</param>
    /// <exception cref="ArgumentException">The buffer is too short.</exception>
    public static ReadOnlySpan<char> Normalise(ReadOnlySpan<char> text, Span<char> buffer)
    {
        if (buffer.Length < text.Length)
        {
            throw new ArgumentException(
                $"A text of {text.Length} characters needs a buffer as long; this one has {buffer.Length}.", nameof(buffer));
        }

        int length = AsciiText.Normalise(text, buffer);
        return length >= 0 ? buffer[..length] : NormaliseUnicode(text);
    }

    /// <summary>The way that every text can go.</summary>
    internal static string NormaliseUnicode(ReadOnlySpan<char> text)
    {
        RequireUnicode();
        return Fold(WellFormed(text).Normalize(NormalizationForm.FormKC)).Normalize(NormalizationForm.FormKC);
    }

    /// <summary>
    /// In invariant globalization mode .NET returns texts as they are, without a word: keys would not meet those of other machines.
    /// </summary>
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

    private static string WellFormed(ReadOnlySpan<char> text)
    {
        var formed = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            formed.Append(rune.ToString());
        }

        return formed.ToString();
    }
}
