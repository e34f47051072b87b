namespace LeadScout.Files.Parquet;

/// <summary>
/// Walks through what Snappy packed, by its format description. The library stops once it has as many bytes as are stated, whatever
/// follows; of a damaged block it would give back something else in silence.
/// </summary>
internal static class SnappyBlock
{
    /// <summary>How many bytes it unpacks to; -1 if it contradicts itself.</summary>
    public static long Length(ReadOnlySpan<byte> block)
    {
        var at = 0;
        var stated = (long)Bits.Varint(block, ref at);
        var length = 0L;
        while (at < block.Length && length < stated)
        {
            var tag = block[at++];
            var (kind, size) = (tag & 3, (tag >> 2) + 1);
            if (kind == 0)
            {
                var more = Math.Max(0, size - 60); // bytes that say how long the literal is
                var literal = more == 0 ? size : (long)Bits.Read(block[at..], 0, 8 * more) + 1;
                at = (int)Math.Min(int.MaxValue, at + more + literal);
                length += literal;
                continue;
            }

            // An offset of 11 bits, three of them in the tag; or of two or four bytes.
            var width = kind == 1 ? 1 : kind == 2 ? 2 : 4;
            var offset = (long)Bits.Read(block[at..], 0, 8 * width) + (kind == 1 ? tag >> 5 << 8 : 0);
            if (offset == 0 || offset > length)
            {
                return -1;
            }

            at += width;
            length += kind == 1 ? ((tag >> 2) & 7) + 4 : size;
        }

        return at == block.Length && length == stated ? length : -1;
    }
}
