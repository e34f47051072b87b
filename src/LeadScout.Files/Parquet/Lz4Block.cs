namespace LeadScout.Files.Parquet;

/// <summary>
/// Walks through a block that LZ4 packed, by its format description. Decoders pass over copies from nowhere: of a damaged block they give
/// back something else in silence.
/// </summary>
internal static class Lz4Block
{
    private const int Extended = 15, ShortestMatch = 4;

    /// <summary>How many bytes it unpacks to; -1 if it contradicts itself.</summary>
    public static long Length(ReadOnlySpan<byte> block)
    {
        var (at, length) = (0, 0L);
        while (at < block.Length)
        {
            var token = block[at++];
            var literal = Size(block, ref at, token >> 4);
            length += literal;
            if (literal >= block.Length - at)
            {
                return literal == block.Length - at ? length : -1; // the last are literals alone
            }

            at += (int)literal;
            var offset = (long)Bits.Read(block[at..], 0, 16);
            if (offset == 0 || offset > length)
            {
                return -1;
            }

            at += sizeof(ushort);
            length += ShortestMatch + Size(block, ref at, token & Extended);
        }

        return -1;
    }

    private static long Size(ReadOnlySpan<byte> block, ref int at, long size)
    {
        for (var more = size == Extended ? byte.MaxValue : 0; more == byte.MaxValue;)
        {
            more = (int)Bits.Read(block[at..], 0, 8);
            at++;
            size += more;
        }

        return size;
    }
}
