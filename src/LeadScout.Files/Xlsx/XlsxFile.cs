using System.Xml;
using LeadScout.Questions;

namespace LeadScout.Files.Xlsx;

/// <summary>The file that a workbook is, and in which words it is refused.</summary>
internal static class XlsxFile
{
    private static ReadOnlySpan<byte> ZipMagic => "PK\x03\x04"u8;

    private static ReadOnlySpan<byte> CompoundFileMagic => [0xD0, 0xCF, 0x11, 0xE0];

    /// <summary>
    /// The name of the stream that holds an encrypted workbook (MS-OFFCRYPTO, 2.3.4.4), as a compound file's directory has it.
    /// </summary>
    private static ReadOnlySpan<byte> EncryptedPackage => "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"u8;

    /// <summary>Opens a workbook's file.</summary>
    /// <exception cref="BadInputException">It is none by its first bytes; the message says what it is.</exception>
    public static FileStream Open(string path)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024);
        Span<byte> head = stackalloc byte[4];
        var read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        if (head[..read].SequenceEqual(ZipMagic))
        {
            return stream;
        }

        using (stream)
        {
            throw new BadInputException(
                read == 0 ? $"'{path}' is empty. {Header.Wanted}"
                : !head[..read].SequenceEqual(CompoundFileMagic)
                    ? $"'{path}' is not an XLSX workbook, whatever its name says. Open it in Excel and save it as .xlsx, or name it .csv if it is one."
                : Contains(stream, EncryptedPackage)
                    ? $"'{path}' is password-protected. Open it in Excel and save it as .xlsx without a password."
                    : $"'{path}' is password-protected, or an old .xls under a new name. Open it in Excel and save it as .xlsx without a password.");
        }
    }

    /// <summary>Does something with a workbook; what .NET says of a damaged one becomes bad input.</summary>
    /// <exception cref="BadInputException">It is damaged.</exception>
    public static T Guard<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw Damaged(path, e);
        }
    }

    /// <summary>Whether an exception of the ZIP or XML libraries says that what they read is damaged.</summary>
    public static bool IsDamage(Exception e) =>
        e is InvalidDataException or XmlException or EndOfStreamException or NotSupportedException or ArgumentException or FormatException or OverflowException;

    /// <summary>A workbook that can't be read.</summary>
    public static BadInputException Damaged(string path, Exception cause) => Damaged(path, cause switch
    {
        XmlException { Message: var message } when message.Contains("DTD", StringComparison.Ordinal) =>
            "A part has a document type declaration (DTD), which no workbook may have.",
        _ => cause.Message,
    }, cause);

    /// <summary>A workbook that can't be read, and why: a sentence.</summary>
    public static BadInputException Damaged(string path, string why, Exception? cause = null) =>
        new($"'{path}' is damaged: {why} Open it in Excel, which may repair it, and save it again.", cause!);

    private static bool Contains(Stream stream, ReadOnlySpan<byte> wanted)
    {
        var buffer = new byte[64 * 1024];
        for (var kept = 0; stream.ReadAtLeast(buffer.AsSpan(kept), buffer.Length - kept, throwOnEndOfStream: false) is > 0 and var read;)
        {
            var filled = buffer.AsSpan(0, kept + read);
            if (filled.IndexOf(wanted) >= 0)
            {
                return true;
            }

            kept = Math.Min(filled.Length, wanted.Length - 1);
            filled[^kept..].CopyTo(buffer);
        }

        return false;
    }
}
