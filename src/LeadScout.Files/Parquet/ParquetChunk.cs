namespace LeadScout.Files.Parquet;

/// <summary>A column's data within a row group.</summary>
/// <param name="Type">How its values are stored, by parquet.thrift's number; as the codec.</param>
/// <param name="Width">The bytes of a value, where all have the same that the type does not say (FIXED_LEN_BYTE_ARRAY).</param>
/// <param name="IsOptional">Whether a value may be null: each then has a level, 0 or 1.</param>
/// <param name="Codec">How it is compressed.</param>
/// <param name="Values">How many values it has, nulls included.</param>
/// <param name="Begin">Where its first page lies.</param>
/// <param name="Length">The bytes of its pages and their headers.</param>
internal readonly record struct ParquetChunk(int Type, int Width, bool IsOptional, int Codec, long Values, long Begin, long Length)
{
    public const int Boolean = 0, Int32 = 1, Int64 = 2, Int96 = 3, Float = 4, Double = 5, Bytes = 6, FixedBytes = 7; // of the types
    public const int Uncompressed = 0, Snappy = 1, Gzip = 2, Brotli = 4, Zstd = 6, Lz4 = 7; // of the codecs

    /// <summary>How it is compressed, if we can't undo that; null if we can.</summary>
    public string? UnsupportedCodec => Codec switch
    {
        Uncompressed or Snappy or Gzip or Brotli or Zstd or Lz4 => null,
        3 => "LZO",
        5 => "LZ4 in its old, undocumented framing",
        _ => FormattableString.Invariant($"a codec that is not known here (number {Codec})"),
    };

    /// <summary>The bytes of each value; 0 where they differ, or are bits.</summary>
    public int ValueSize => Type switch
    {
        Int32 or Float => 4,
        Int64 or Double => 8,
        Int96 => 12,
        FixedBytes => Width,
        _ => 0,
    };
}
