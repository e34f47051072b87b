using System.IO.Compression;
using K4os.Compression.LZ4;
using Snappier;
using ZstdSharp;

namespace LeadScout.Files.Parquet;

/// <summary>Unpacks a page's bytes, to see what they hold before they are decoded.</summary>
internal static class ParquetCodec
{
    /// <summary>Fills a page.</summary>
    /// <param name="codec">How it is compressed, by parquet.thrift's number.</param>
    /// <param name="packed">Its bytes in the file.</param>
    /// <param name="page">As long as its header says that it is.</param>
    /// <exception cref="InvalidDataException">They are not what its header says.</exception>
    public static void Unpack(int codec, byte[] packed, Span<byte> page)
    {
        var length = codec switch
        {
            ParquetChunk.Uncompressed => Copied(packed, page),
            ParquetChunk.Snappy => SnappyBlock.Length(packed) == page.Length ? Snappy.Decompress(packed, page) : -1,
            ParquetChunk.Gzip => Read(new GZipStream(new MemoryStream(packed), CompressionMode.Decompress), page),
            ParquetChunk.Brotli => Read(new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress), page),
            ParquetChunk.Zstd => Zstandard(packed, page),
            ParquetChunk.Lz4 => Lz4Block.Length(packed) == page.Length ? LZ4Codec.Decode(packed, page) : -1,
            _ => throw new InvalidOperationException("Asked for before it was looked whether it can be read."),
        };
        if (length != page.Length)
        {
            throw new InvalidDataException(FormattableString.Invariant($"it has a page that does not unpack to the {page.Length} bytes it claims."));
        }
    }

    private static int Copied(byte[] packed, Span<byte> page)
    {
        packed.CopyTo(page);
        return packed.Length;
    }

    private static int Read(Stream stream, Span<byte> page)
    {
        using (stream)
        {
            // To the end: only there a checksum is looked at.
            var length = stream.ReadAtLeast(page, page.Length, throwOnEndOfStream: false);
            return stream.ReadByte() < 0 ? length : -1;
        }
    }

    private static int Zstandard(byte[] packed, Span<byte> page)
    {
        using var decompressor = new Decompressor();
        return decompressor.Unwrap(packed, page);
    }
}
