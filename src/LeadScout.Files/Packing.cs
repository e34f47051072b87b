using System.Buffers.Binary;
using System.IO.Compression;
using LeadScout.Questions;

namespace LeadScout.Files;

/// <summary>How a list is packed in its file. Immutable.</summary>
internal sealed class Packing
{
    /// <summary>Of a zip archive's name.</summary>
    public const string ZipEnding = ".zip";

    /// <summary>Not at all.</summary>
    public static readonly Packing None = new("", "", stream => stream, stream => stream, _ => null);

    /// <summary>With gzip.</summary>
    public static readonly Packing Gzip = GzipOf("");

    private readonly Func<Stream, Stream> _unpack;
    private readonly Func<Stream, Stream> _pack;

    private readonly Func<Stream, (uint Crc, uint Length)?> _promised;

    private Packing(
        string ending,
        string innerName,
        Func<Stream,
        Stream> unpack,
        Func<Stream,
        Stream> pack,
        Func<Stream,
        (uint Crc, uint Length)?> promised) =>
        (Ending, InnerName, _unpack, _pack, _promised) = (ending, innerName, unpack, pack, promised);

    /// <summary>Of the file's name, with its dot; empty for none.</summary>
    public string Ending { get; }

    /// <summary>What the list is called where it is packed.</summary>
    public string InnerName { get; }

    /// <summary>With gzip.</summary>
    /// <param name="name">The list's own name.</param>
    public static Packing GzipOf(string name) => new(
        ".gz",
        name,
        stream => new GZipStream(stream, CompressionMode.Decompress),
        stream => new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true),
        PromisedByGzip);

    /// <summary>With gzip, as the file's name says.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The list's own name.</param>
    /// <exception cref="BadInputException">It is not.</exception>
    public static Packing GzipAt(string path, string name)
    {
        using var file = File.OpenRead(path);
        return file.ReadByte() == 0x1F && file.ReadByte() == 0x8B ? GzipOf(name)
            : throw new BadInputException(
                $"'{path}' goes by the name of a file packed with gzip and is none. Let its name end as what it is, as in '{name}', or pack it.");
    }

    /// <summary>As the one entry of a zip archive; what a Mac adds for itself does not count.</summary>
    /// <exception cref="BadInputException">It is none, or has several entries, or none, or a locked one.</exception>
    public static Packing ZipAt(string path)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            var entries = archive.Entries.Where(
                entry => entry.Name.Length > 0 && !entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal) && entry.Name != ".DS_Store").ToArray();
            return entries switch
            {
                [{ IsEncrypted: true }] =>
                    throw new BadInputException($"'{path}' is locked with a password. Unpack it, and name the list that was in it."),
                [var only] => ZipOf(only.FullName, only.LastWriteTime, (only.Crc32, (uint)only.Length)),
                [] => throw new BadInputException(
                    $"'{path}' is an archive with nothing in it. Pack the list again, or name the list itself."),
                _ => throw new BadInputException($"'{path}' holds {entries.Length} files: {string.Join(", ", entries.Take(5).Select(entry => $"'{entry.FullName}'"))}{(entries.Length > 5 ? ", ..." : "")}. An archive may hold one list: unpack it, and name the one that is meant."),
            };
        }
        catch (InvalidDataException e)
        {
            throw new BadInputException($"'{path}' is no zip archive, or a damaged one: {e.Message} Copy or export it again.", e);
        }
    }

    /// <summary>The bytes that are packed in a stream.</summary>
    /// <param name="stream">At its beginning; disposed with the result.</param>
    /// <param name="name">For messages.</param>
    public Stream Unpacked(Stream stream, string name) => this == None ? stream : new UnpackedStream(_unpack, _promised, stream, name);

    /// <summary>Packs what is written into it; the stream itself stays open.</summary>
    public Stream Packed(Stream stream) => this == None ? stream : new EvenStream(_pack(stream));

    /// <summary>The result's entry has the time of the list's, so that the same input gives the same bytes.</summary>
    private static Packing ZipOf(string entry, DateTimeOffset time, (uint Crc, uint Length) promised) => new(
        ZipEnding,
        Path.GetFileName(entry),
        stream => new ArchivedStream(new ZipArchive(stream, ZipArchiveMode.Read), archive => archive.GetEntry(entry)!.Open()),
        stream => new ArchivedStream(new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true), archive =>
        {
            var result = archive.CreateEntry(LeadFiles.DefaultOutput(Path.GetFileName(entry)), CompressionLevel.Optimal);
            result.LastWriteTime = time;
            return result.Open();
        }),
        _ => promised);

    /// <summary>At the end of the file: checksum and length of what was packed.</summary>
    private static (uint Crc, uint Length)? PromisedByGzip(Stream file)
    {
        if (file.Length < 18)
        {
            return null;
        }

        Span<byte> end = stackalloc byte[8];
        file.Position = file.Length - end.Length;
        file.ReadExactly(end);
        return (BinaryPrimitives.ReadUInt32LittleEndian(end), BinaryPrimitives.ReadUInt32LittleEndian(end[4..]));
    }
}
