using System.Globalization;
using System.IO.Hashing;

namespace LeadScout.Files.Parquet;

/// <summary>
/// Looks through a chunk's pages before they are decoded. The library takes the sizes that stand in a file for granted: of a damaged one it
/// would read memory that it never wrote, ask for gigabytes, or never end.
/// </summary>
internal static class ParquetPages
{
    // Field ids of parquet.thrift.
    private const short Type = 1, Uncompressed = 2, Compressed = 3, Checksum = 4, Data = 5, Dictionary = 7, DataV2 = 8; // of PageHeader
    private const short Values = 1, Encoding = 2; // of DataPageHeader and DictionaryPageHeader
    private const short EncodingV2 = 4, LevelsV2 = 5, RepetitionsV2 = 6, IsCompressedV2 = 7; // of DataPageHeaderV2

    private const int DataPage = 0, DictionaryPage = 2, DataPageV2 = 3;
    private const int RunLength = 3, Plain = 0; // encodings
    private const int HeaderGuess = 1024, LongestHeader = 16 * 1024 * 1024;
    private const int SureSize = 64 * 1024 * 1024, SureRatio = 1000;

    /// <summary>Checks the pages of a column that is not nested.</summary>
    /// <param name="file">The file; its position moves.</param>
    /// <param name="end">Where its data ends.</param>
    /// <param name="chunk">The column's data.</param>
    /// <exception cref="InvalidDataException">They contradict themselves, or are stored in a way that can't be read.</exception>
    public static void Check(Stream file, long end, ParquetChunk chunk)
    {
        var position = chunk.Begin;
        for (var values = 0L; values != chunk.Values;)
        {
            var (header, length) = Header(file, position, end);
            position += length;
            var (compressed, uncompressed) = (header.Number(Compressed), header.Number(Uncompressed));
            if (compressed < 0 || compressed > end - position || uncompressed is < 0 or > int.MaxValue)
            {
                throw Bad($"a page of {compressed} bytes at byte {position}");
            }

            CheckSize(file, position, header, chunk);
            CheckSum(file, position, header);
            values += ValuesOf(header, chunk, uncompressed);
            if (values > chunk.Values)
            {
                throw Bad($"more values than the {chunk.Values} that it should have");
            }

            position += compressed;
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

    private static void CheckSize(Stream file, long position, ThriftStruct header, ParquetChunk chunk)
    {
        var (compressed, uncompressed) = (header.Number(Compressed), header.Number(Uncompressed));
        var v2 = header.Number(Type) == DataPageV2 ? header[DataV2]?.Struct : null;
        var levels = v2 is null ? 0 : Math.Max(0, v2.Number(LevelsV2)) + Math.Max(0, v2.Number(RepetitionsV2));
        if (levels > Math.Min(compressed, uncompressed))
        {
            throw Bad($"a page of {compressed} bytes with {levels} bytes of levels");
        }

        if (chunk.Codec == ParquetChunk.Uncompressed || v2?[IsCompressedV2]?.Type == ThriftType.False)
        {
            if (compressed != uncompressed)
            {
                throw Bad($"a page of {compressed} bytes that should be {uncompressed}");
            }
        }
        else if (uncompressed > SureSize && uncompressed / SureRatio > compressed)
        {
            throw Bad($"a page of {compressed} bytes that claims to unpack to {uncompressed}");
        }
        else if (chunk.Codec == ParquetChunk.Snappy && uncompressed > levels
            && SnappyLength(file, position + levels) != uncompressed - levels)
        {
            throw Bad($"a page at byte {position} that does not unpack to the {uncompressed} bytes it claims");
        }
    }

    private static long SnappyLength(Stream file, long position)
    {
        file.Position = position;
        var length = 0L;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var next = file.ReadByte();
            length |= (long)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return length;
            }
        }

        return -1;
    }

    private static void CheckSum(Stream file, long position, ThriftStruct header)
    {
        if (header[Checksum] is null)
        {
            return;
        }

        var bytes = new byte[header.Number(Compressed)];
        file.Position = position;
        file.ReadExactly(bytes);
        if (Crc32.HashToUInt32(bytes) != (uint)header.Number(Checksum))
        {
            throw Bad($"a page at byte {position} whose checksum is wrong");
        }
    }

    private static long ValuesOf(ThriftStruct header, ParquetChunk chunk, long uncompressed)
    {
        var (part, encodingId) = header.Number(Type) switch
        {
            DataPage => (header[Data]?.Struct, Encoding),
            DataPageV2 => (header[DataV2]?.Struct, EncodingV2),
            DictionaryPage => (header[Dictionary]?.Struct, Encoding),
            var other => throw Bad($"a page of a kind that is not known here (number {other})"),
        };
        if (part is null || part.Number(Values) is < 0 or > int.MaxValue)
        {
            throw Bad("a page that does not say how many values it has");
        }

        var (values, encoding) = (part.Number(Values), part.Number(encodingId));
        if (header.Number(Type) == DictionaryPage)
        {
            return values <= 8 * uncompressed ? 0 : throw Bad($"a dictionary of {values} values in {uncompressed} bytes");
        }

        return chunk.Type == ParquetChunk.Boolean && encoding != Plain
            ? throw new InvalidDataException($"its values are stored in {(encoding == RunLength ? "runs (RLE)" : "an encoding")}, which is not read for true and false. Write the column as text or numbers.")
            : values;
    }

    private static InvalidDataException Bad(FormattableString what) => new("it has " + what.ToString(CultureInfo.InvariantCulture) + ".");

    private static InvalidDataException Bad(string what) => new("it has " + what + ".");
}
