using System.Text;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Files.Csv;

/// <summary>How the characters of a CSV are written as bytes. Both directions are strict: nothing is ever replaced.</summary>
/// <param name="Encoding">Without a byte order mark of its own.</param>
/// <param name="PreambleLength">Length in bytes of the byte order mark that the file begins with; 0 for none.</param>
internal sealed record CsvEncoding(Encoding Encoding, int PreambleLength)
{
    /// <summary>What an undecodable byte becomes, and is found by: U+FFFF, which is no character and which no text may hold.</summary>
    public const char Undecodable = '\uFFFF';

    private static readonly (byte[] Mark, string Name)[] ByteOrderMarks =
        [([0xEF, 0xBB, 0xBF], "utf-8"), ([0xFF, 0xFE, 0, 0], "utf-32"), ([0xFF, 0xFE], "utf-16"), ([0xFE, 0xFF], "utf-16BE")];

    static CsvEncoding() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The same encoding, but a writer that begins a file with it adds no byte order mark.</summary>
    public Encoding Unmarked => Encoding switch
    {
        UTF8Encoding => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true),
        UnicodeEncoding => new UnicodeEncoding(bigEndian: Encoding.CodePage == 1201, byteOrderMark: false, throwOnInvalidBytes: true),
        UTF32Encoding => new UTF32Encoding(bigEndian: Encoding.CodePage == 12001, byteOrderMark: false, throwOnInvalidCharacters: true),
        _ => Encoding,
    };

    /// <summary>For a person.</summary>
    public string Words => $"{(Encoding is UTF8Encoding ? "UTF-8" : Encoding.WebName)}{(PreambleLength > 0 ? " with byte order mark" : "")}";

    /// <summary>
    /// The encoding of a file by its byte order mark, else as named, else UTF-16 where every second byte is none of a text's, else UTF-8.
    /// </summary>
    /// <param name="head">The first bytes, at least three unless the file has fewer.</param>
    /// <param name="named">The user's word, or null.</param>
    /// <param name="file">For messages.</param>
    /// <param name="open">Opens the file at its beginning.</param>
    public static CsvEncoding Of(ReadOnlySpan<byte> head, string? named, string file, Func<Stream> open)
    {
        var encoding = Named(named ?? "utf-8");
        foreach (var (mark, name) in ByteOrderMarks)
        {
            if (!head.StartsWith(mark))
            {
                continue;
            }

            var marked = Named(name);
            return named is null || marked.CodePage == encoding.CodePage
                ? new CsvEncoding(marked, mark.Length)
                : throw new BadInputException(
                    "encoding-wrong",
                    $"'{file}' begins with a byte order mark that says {name}, {Setting.Encoding} says {named}. Leave out {Setting.Encoding}: the mark is enough.");
        }

        if (named is null && Utf16WithoutMark(head) is { } found)
        {
            return new CsvEncoding(Named(found), 0);
        }

        return encoding is UTF8Encoding or UnicodeEncoding or UTF32Encoding || !IsUtf8(open)
            ? new CsvEncoding(encoding, 0)
            : throw new BadInputException(
                "encoding-wrong",
                $"'{file}' is valid UTF-8, characters beyond ASCII included, and {Setting.Encoding} says {named}: they would be read as others. Leave out {Setting.Encoding}.");
    }

    /// <summary>
    /// Text in UTF-16 has a zero in nearly every pair of bytes where it is Latin, and no text in another encoding has any.
    /// </summary>
    private static string? Utf16WithoutMark(ReadOnlySpan<byte> head)
    {
        var (even, odd) = (0, 0);
        for (var i = 0; i + 1 < head.Length; i += 2)
        {
            even += head[i] == 0 ? 1 : 0;
            odd += head[i + 1] == 0 ? 1 : 0;
        }

        var pairs = head.Length / 2;
        return (even, odd) switch
        {
            _ when pairs > 1 && 4 * odd > pairs && 20 * even <= odd => "utf-16",
            _ when pairs > 1 && 4 * even > pairs && 20 * odd <= even => "utf-16BE",
            (0, > 1) when EndsLines(head, zero: 1) => "utf-16", // of a script beyond Latin, where only delimiters and line ends have a zero
            ( > 1, 0) when EndsLines(head, zero: 0) => "utf-16BE",
            _ => null,
        };
    }

    private static bool EndsLines(ReadOnlySpan<byte> head, int zero)
    {
        for (var i = 0; i + 1 < head.Length; i += 2)
        {
            if (head[i + zero] == 0 && head[i + 1 - zero] is 0x0A or 0x0D)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether all of a file is UTF-8 and not just ASCII. Mostly knows that it is not at the first character beyond.</summary>
    private static bool IsUtf8(Func<Stream> open)
    {
        using var stream = open();
        var (bytes, kept, isAscii) = (new byte[CsvText.ChunkSize], 0, true);
        while (true)
        {
            var read = stream.ReadAtLeast(bytes.AsSpan(kept), bytes.Length - kept, throwOnEndOfStream: false);
            var some = bytes.AsSpan(0, kept + read);
            isAscii = isAscii && Ascii.IsValid(some);
            if (isAscii)
            {
                kept = 0;
            }
            else
            {
                var end = some.Length;
                for (var back = 1; read > 0 && back <= Math.Min(3, some.Length); back++)
                {
                    end = some[^back] >= 0xC0 ? some.Length - back : end; // a character that may be cut
                }

                if (!System.Text.Unicode.Utf8.IsValid(some[..end]))
                {
                    return false;
                }

                some[end..].CopyTo(bytes);
                kept = some.Length - end;
            }

            if (read == 0)
            {
                return !isAscii;
            }
        }
    }

    /// <summary>The encoding of this name.</summary>
    /// <exception cref="BadInputException">No encoding is called that.</exception>
    public static Encoding Named(string name)
    {
        try
        {
            return Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, new DecoderReplacementFallback(Undecodable.ToString()));
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new BadInputException(
                "encoding-unknown",
                $"{Setting.Encoding} '{name}' is not known. Give its name as in: utf-8, utf-16, windows-1252 (Western Europe), windows-1250 (Central Europe), "
                + $"windows-1251 (Cyrillic), iso-8859-1, shift_jis, gb18030.",
                e);
        }
    }

    /// <summary>The error for a text with a character that an encoding has no bytes for.</summary>
    public static BadInputException Lacks(Encoding encoding, string text, EncoderFallbackException cause) => new(
        "encoding-too-narrow",
        $"{text} has the character '{(cause.IsUnknownSurrogate() ? $"{cause.CharUnknownHigh}{cause.CharUnknownLow}" : $"{cause.CharUnknown}")}', "
        + $"which {encoding.WebName} can't write. Save the list as UTF-8 and leave out {Setting.Encoding}, or rename the label.",
        cause);
}
