using System.Text;
using LeadScout.Jobs;

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

    /// <summary>The encoding of a file by its byte order mark, else as named, else UTF-16 where every second byte is none of a text's, else UTF-8.</summary>
    /// <param name="head">The first bytes, at least three unless the file has fewer.</param>
    /// <param name="named">The user's word, or null.</param>
    /// <param name="file">For messages.</param>
    public static CsvEncoding Of(ReadOnlySpan<byte> head, string? named, string file)
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
                    $"'{file}' begins with a byte order mark that says {name}, --encoding says {named}. Leave out --encoding: the mark is enough.");
        }

        if (named is null && Utf16WithoutMark(head) is { } found)
        {
            return new CsvEncoding(Named(found), 0);
        }

        return encoding is UTF8Encoding || !IsUtf8(head)
            ? new CsvEncoding(encoding, 0)
            : throw new BadInputException(
                $"'{file}' is valid UTF-8, characters beyond ASCII included, and --encoding says {named}: they would be read as others. Leave out --encoding.");
    }

    /// <summary>Text in UTF-16 has a zero in nearly every pair of bytes where it is Latin, and no text in another encoding has any.</summary>
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
            _ => null,
        };
    }

    /// <summary>Whether the bytes are UTF-8 and not just ASCII; a character that is cut at the end does not count.</summary>
    private static bool IsUtf8(ReadOnlySpan<byte> head)
    {
        Span<char> text = new char[head.Length];
        var status = System.Text.Unicode.Utf8.ToUtf16(head, text, out _, out var written, replaceInvalidSequences: false, isFinalBlock: false);
        return status is System.Buffers.OperationStatus.Done or System.Buffers.OperationStatus.NeedMoreData && !Ascii.IsValid(text[..written]);
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
                $"--encoding '{name}' is not known. Give its name as in: utf-8, utf-16, windows-1252 (Western Europe), windows-1250 (Central Europe), "
                + "windows-1251 (Cyrillic), iso-8859-1, shift_jis, gb18030.",
                e);
        }
    }

    /// <summary>The error for a text with a character that an encoding has no bytes for.</summary>
    public static BadInputException Lacks(Encoding encoding, string text, EncoderFallbackException cause) => new(
        $"{text} has the character '{(cause.IsUnknownSurrogate() ? $"{cause.CharUnknownHigh}{cause.CharUnknownLow}" : cause.CharUnknown)}', "
        + $"which {encoding.WebName} can't write. Save the list as UTF-8 and leave out --encoding, or rename the label.",
        cause);
}
