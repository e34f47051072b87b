using System.Globalization;
using System.Text;

namespace LeadScout.Files.Xlsx;

/// <summary>Text with characters that XML can't hold, or would change, written as <c>_x000D_</c> (ECMA-376 part 1, 22.9.2.19).</summary>
internal static class XText
{
    private const int Length = 7; // of _xHHHH_

    /// <summary>Puts the characters in their place; gives the new length.</summary>
    public static int Decode(Span<char> text)
    {
        var written = text.IndexOf("_x");
        if (written < 0)
        {
            return text.Length;
        }

        for (var read = written; read < text.Length; written++)
        {
            if (TryDecode(text[read..], out var character))
            {
                text[written] = character;
                read += Length;
            }
            else
            {
                text[written] = text[read++];
            }
        }

        return written;
    }

    /// <summary>The text as a workbook's XML must have it.</summary>
    public static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is (< ' ' and not '\t' and not '\n') or '\uFFFE' or '\uFFFF' || BeginsCode(text.AsSpan(i), out _))
            {
                encoded.Append(CultureInfo.InvariantCulture, $"_x{(int)text[i]:X4}_");
            }
            else
            {
                encoded.Append(text[i]);
            }
        }

        return encoded.ToString();
    }

    private static bool TryDecode(ReadOnlySpan<char> text, out char character)
    {
        var begins = BeginsCode(text, out character);
        return begins && text is [_, _, _, _, _, _, '_', ..];
    }

    // What follows the digits doesn't matter when text is written: a character that is encoded itself puts an underscore there.
    private static bool BeginsCode(ReadOnlySpan<char> text, out char character)
    {
        ushort code = 0;
        var begins = text is ['_', 'x', _, _, _, _, ..]
            && ushort.TryParse(text[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code);
        character = (char)code;
        return begins;
    }
}
