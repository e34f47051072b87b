using System.Globalization;
using System.IO.Hashing;

namespace LeadScout.Files.Parquet;

/// <summary>
/// Unpacks a chunk's pages and looks through them before they are decoded. The library takes what stands in a file for granted: of a
/// damaged one it would give back memory that it never wrote, ask for gigabytes, or never end.
/// </summary>
internal static class ParquetPages
{
    private const int Plain = 0; // of the encodings
    private const int HeaderGuess = 1024, LongestHeader = 16 * 1024 * 1024;
    private const int SureSize = 64 * 1024 * 1024, SureRatio = 1000;

    /// <summary>Puts the pages of a column that is not nested into a file of their own.</summary>
    /// <param name="file">The file; its position moves.</param>
    /// <param name="dataEnd">Where its data ends.</param>
    /// <param name="chunk">The column's data.</param>
    /// <param name="to">Takes them.</param>
    /// <exception cref="InvalidDataException">They contradict themselves, or are stored in a way that can't be read.</exception>
    public static void Copy(Stream file, long dataEnd, ParquetChunk chunk, ParquetPlainFile to)
    {
        var end = Math.Min(dataEnd, chunk.Begin + Math.Clamp(chunk.Length, 0, dataEnd));
        var (position, body, isFirst) = (chunk.Begin, new ParquetBody(chunk), true);
        for (var values = 0L; values != chunk.Values; isFirst = false)
        {
            var (read, length) = Header(file, position, end);
            position += length;
            var header = ParquetPageHeader.Of(read, chunk);
            if (header.Compressed > end - position)
            {
                throw Bad($"a page of {header.Compressed} bytes at byte {position}");
            }

            CheckSize(header, chunk);
            var packed = Bytes(file, position, header);
            values += CheckValues(header, chunk, isFirst, chunk.Values - values);
            to.Add(header, body.Unpack(header, packed));
            position += header.Compressed;
        }
    }

    private static (ThriftStruct Header, int Length) Header(Stream file, long position, long end)
    {
        for (var size = HeaderGuess; ; size *= 16)
        {
            var bytes = new byte[Math.Clamp(end - position, 0, size)];
            file.Position = position;
            file.ReadExactly(bytes);
            try
            {
                var reader = new ThriftReader(bytes);
                return (reader.Struct(), bytes.Length - reader.Rest);
            }
            catch (InvalidDataException) when (size < LongestHeader && bytes.Length == size)
            {
                // Cut off, perhaps: it may hold long smallest and largest values.
            }
            catch (InvalidDataException)
            {
                throw Bad($"no page at byte {position}");
            }
        }
    }

    private static byte[] Bytes(Stream file, long position, ParquetPageHeader header)
    {
        var bytes = new byte[header.Compressed];
        file.Position = position;
        file.ReadExactly(bytes);
        return header.Checksum is not { } sum || Crc32.HashToUInt32(bytes) == sum
            ? bytes
            : throw Bad($"a page at byte {position} whose checksum is wrong");
    }

    private static void CheckSize(ParquetPageHeader header, ParquetChunk chunk)
    {
        if (chunk.Codec == ParquetChunk.Uncompressed || !header.IsCompressed)
        {
            if (header.Compressed != header.Uncompressed)
            {
                throw Bad($"a page of {header.Compressed} bytes that should be {header.Uncompressed}");
            }
        }
        else if (header.Uncompressed > SureSize && header.Uncompressed / SureRatio > header.Compressed)
        {
            throw Bad($"a page of {header.Compressed} bytes that claims to unpack to {header.Uncompressed}");
        }
    }

    private static int CheckValues(ParquetPageHeader header, ParquetChunk chunk, bool isFirst, long left)
    {
        if (header.IsDictionary)
        {
            return !isFirst ? throw Bad($"a dictionary behind the values that are in it")
                : header.Values <= 8L * header.Uncompressed ? 0
                : throw Bad($"a dictionary of {header.Values} values in {header.Uncompressed} bytes");
        }

        return header.Values > left ? throw Bad($"more values than the {chunk.Values} that it should have")
            : chunk.Type == ParquetChunk.Boolean && header.Encoding != Plain
                ? throw new InvalidDataException($"its values are stored in {(header.Encoding == 3 ? "runs (RLE)" : "an encoding")}, which is not read for true and false. Write the column as text or numbers.")
                : header.Values;
    }

    private static InvalidDataException Bad(FormattableString what) => new("it has " + what.ToString(CultureInfo.InvariantCulture) + ".");
}
