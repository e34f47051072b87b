using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace LeadScout.Files.Tests.Xlsx;

/// <summary>Writes ZIP files (PKWARE's APPNOTE 6.3) as other programs do, and as none should.</summary>
internal sealed class RawZip
{
    /// <summary>Lengths behind the data in place of before.</summary>
    public bool DataDescriptors { get; init; }

    /// <summary>64-bit lengths and offsets.</summary>
    public bool Zip64 { get; init; }

    /// <summary>Added to every checksum.</summary>
    public uint WrongChecksum { get; init; }

    /// <summary>Bit 0 says that an entry is encrypted.</summary>
    public ushort Flags { get; init; }

    /// <summary>8 for deflate, 0 for as it is, others for what nobody reads.</summary>
    public ushort Method { get; init; } = 8;

    /// <summary>A file of these entries, in this order.</summary>
    public byte[] Of(IEnumerable<KeyValuePair<string, byte[]>> entries)
    {
        using var bytes = new MemoryStream();
        using var directory = new MemoryStream();
        var count = 0;
        foreach (var (name, content) in entries)
        {
            Add(bytes, directory, name, content);
            count++;
        }

        var begin = bytes.Position;
        directory.WriteTo(bytes);
        var size = directory.Length;
        using var to = new BinaryWriter(bytes);
        if (Zip64)
        {
            var end = bytes.Position;
            Write(to, 0x06064b50u, 44ul, (ushort)45, (ushort)45, 0u, 0u, (ulong)count, (ulong)count, (ulong)size, (ulong)begin);
            Write(to, 0x07064b50u, 0u, (ulong)end, 1u);
            Write(to, 0x06054b50u, (ushort)0, (ushort)0, ushort.MaxValue, ushort.MaxValue, uint.MaxValue, uint.MaxValue, (ushort)0);
        }
        else
        {
            Write(to, 0x06054b50u, (ushort)0, (ushort)0, (ushort)count, (ushort)count, (uint)size, (uint)begin, (ushort)0);
        }

        return bytes.ToArray();
    }

    private void Add(MemoryStream file, MemoryStream list, string name, byte[] content)
    {
        var packed = Method == 8 ? Deflated(content) : content;
        var crc = Crc32.HashToUInt32(content) + WrongChecksum;
        var offset = (ulong)file.Position;
        var flags = (ushort)(Flags | 0x800 | (DataDescriptors ? 8 : 0));
        var (size, length, place) = Zip64
            ? (uint.MaxValue, uint.MaxValue, uint.MaxValue)
            : ((uint)packed.Length, (uint)content.Length, (uint)offset);
        var bytes = Encoding.UTF8.GetBytes(name);
        using (var to = new BinaryWriter(file, Encoding.UTF8, leaveOpen: true))
        {
            var (first, second, third) = DataDescriptors ? (0u, 0u, 0u) : (crc, size, length);
            Write(
                to,
                0x04034b50u,
                (ushort)45,
                flags,
                Method,
                (ushort)0,
                (ushort)0x21,
                first,
                second,
                third,
                (ushort)bytes.Length,
                (ushort)(Zip64 ? 20 : 0),
                bytes);
            if (Zip64)
            {
                Write(to, (ushort)1, (ushort)16, (ulong)content.Length, (ulong)packed.Length);
            }

            to.Write(packed);
            if (DataDescriptors)
            {
                Write(to, 0x08074b50u, crc, (uint)packed.Length, (uint)content.Length);
            }
        }

        using var directory = new BinaryWriter(list, Encoding.UTF8, leaveOpen: true);
        Write(
            directory,
            0x02014b50u,
            (ushort)45,
            (ushort)45,
            flags,
            Method,
            (ushort)0,
            (ushort)0x21,
            crc,
            size,
            length,
            (ushort)bytes.Length);
        Write(directory, (ushort)(Zip64 ? 28 : 0), (ushort)0, (ushort)0, (ushort)0, 0u, place, bytes);
        if (Zip64)
        {
            Write(directory, (ushort)1, (ushort)24, (ulong)content.Length, (ulong)packed.Length, offset);
        }
    }

    private static byte[] Deflated(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(content);
        }

        return packed.ToArray();
    }

    private static void Write(BinaryWriter to, params object[] values)
    {
        foreach (var value in values)
        {
            switch (value)
            {
                case ushort two:
                    to.Write(two);
                    break;
                case uint four:
                    to.Write(four);
                    break;
                case ulong eight:
                    to.Write(eight);
                    break;
                case byte[] bytes:
                    to.Write(bytes);
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(values), value.GetType(), "Not written here.");
            }
        }
    }
}
