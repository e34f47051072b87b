using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LeadScout.Texts;

/// <summary>
/// Normalising of texts in ASCII, where NFKC changes nothing and folding is lower case: eight characters at a time, into the caller's
/// buffer.
/// </summary>
internal static class AsciiText
{
    private static readonly int Lanes = Vector128<ushort>.Count;

    /// <summary>Writes the normalised form and returns its length; -1 for a text that is not in ASCII.</summary>
    /// <param name="text">The text.</param>
    /// <param name="into">At least as long as the text.</param>
    public static int Normalise(ReadOnlySpan<char> text, Span<char> into)
    {
        if (text.Length < Lanes)
        {
            return Collapse(text, into);
        }

        ReadOnlySpan<ushort> from = MemoryMarshal.Cast<char, ushort>(text);
        Span<ushort> to = MemoryMarshal.Cast<char, ushort>(into);
        var doubtful = Vector128<ushort>.Zero;
        uint spaces = 0, doubled = 0;
        int at = 0;
        for (; at + Lanes <= from.Length; at += Lanes)
        {
            spaces = (spaces >> Lanes) | (Lower(from, to, at, ref doubtful) << 1);
            doubled |= (spaces >> 1) & spaces;
        }

        if (at < from.Length)
        {
            // The last whole vector, of which some is done already: doing it again changes nothing.
            spaces = Lower(from, to, from.Length - Lanes, ref doubtful);
            doubled |= (spaces >> 1) & spaces;
        }

        bool asItIs = doubtful == Vector128<ushort>.Zero && doubled == 0 && text[0] != ' ' && text[^1] != ' ';
        return asItIs ? text.Length : Collapse(text, into);
    }

    /// <summary>
    /// Writes one vector in lower case; returns a bit for each space in it and collects what the fast way can't do: control characters and
    /// all beyond ASCII.
    /// </summary>
    private static uint Lower(ReadOnlySpan<ushort> from, Span<ushort> to, int at, ref Vector128<ushort> doubtful)
    {
        var text = Vector128.Create(from[at..]);
        var capital = Vector128.LessThan(text - Vector128.Create((ushort)'A'), Vector128.Create((ushort)26));
        (text | (capital & Vector128.Create((ushort)0x20))).CopyTo(to[at..]);
        doubtful |= (text & Vector128.Create((ushort)0xFF80)) | Vector128.LessThan(text, Vector128.Create((ushort)' '));
        return Vector128.Equals(text, Vector128.Create((ushort)' ')).ExtractMostSignificantBits();
    }

    /// <summary>One character at a time: white space is collapsed and trimmed.</summary>
    private static int Collapse(ReadOnlySpan<char> text, Span<char> into)
    {
        int length = 0;
        bool pending = false;
        foreach (char c in text)
        {
            if (c > 0x7F)
            {
                return -1;
            }

            if (c is ' ' or (>= '\t' and <= '\r'))
            {
                pending = length > 0;
                continue;
            }

            if (pending)
            {
                into[length++] = ' ';
                pending = false;
            }

            into[length++] = c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c;
        }

        return length;
    }
}
