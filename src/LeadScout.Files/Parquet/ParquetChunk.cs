namespace LeadScout.Files.Parquet;

/// <summary>A column's data within a row group.</summary>
/// <param name="Codec">How it is compressed, by parquet.thrift's number.</param>
internal readonly record struct ParquetChunk(int Codec)
{
    /// <summary>How it is compressed, if we can't undo that; null if we can.</summary>
    public string? UnsupportedCodec => Codec switch
    {
        0 or 1 or 2 or 4 or 6 or 7 => null, // none, Snappy, GZIP, Brotli, ZSTD, LZ4_RAW
        3 => "LZO",
        5 => "LZ4 in its old, undocumented framing",
        _ => $"a codec that is not known here (number {Codec})",
    };
}
