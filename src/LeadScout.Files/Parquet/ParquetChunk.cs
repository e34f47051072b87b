namespace LeadScout.Files.Parquet;

/// <summary>A column's data within a row group.</summary>
/// <param name="Type">How its values are stored, by parquet.thrift's number; as the codec.</param>
/// <param name="Codec">How it is compressed.</param>
/// <param name="Values">How many values it has, nulls included.</param>
/// <param name="Begin">Where its first page lies.</param>
internal readonly record struct ParquetChunk(int Type, int Codec, long Values, long Begin)
{
    public const int Boolean = 0; // of the types
    public const int Uncompressed = 0, Snappy = 1; // of the codecs

    /// <summary>How it is compressed, if we can't undo that; null if we can.</summary>
    public string? UnsupportedCodec => Codec switch
    {
        Uncompressed or Snappy or 2 or 4 or 6 or 7 => null, // GZIP, Brotli, ZSTD, LZ4_RAW
        3 => "LZO",
        5 => "LZ4 in its old, undocumented framing",
        _ => FormattableString.Invariant($"a codec that is not known here (number {Codec})"),
    };
}
