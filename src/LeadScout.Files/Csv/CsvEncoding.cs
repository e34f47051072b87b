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
        [([0xEF, 0xBB, 0xBF], "utf-8"), ([0xFF, 0xFE], "utf-16"), ([0xFE, 0xFF], "utf-16BE")];

    static CsvEncoding() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The same encoding, but a writer that begins a file with it adds no byte order mark.</summary>
    public Encoding Unmarked => Encoding switch
    {
        UTF8Encoding => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true),
        UnicodeEncoding => new UnicodeEncoding(bigEndian: Encoding.CodePage == 1201, byteOrderMark: false, throwOnInvalidBytes: true),
        UTF32Encoding => new UTF32Encoding(bigEndian: Encoding.CodePage == 12001, byteOrderMark: false, throwOnInvalidCharacters: true),
        _ => Encoding,
    };

    /// <summary>The encoding of a file by its byte order mark, else as named, else UTF-8.</summary>
    /// <param name="head">The first three bytes, or fewer in a shorter file.</param>
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

        return new CsvEncoding(encoding, 0);
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
