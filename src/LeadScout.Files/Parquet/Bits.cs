namespace LeadScout.Files.Parquet;

/// <summary>Numbers among bytes that may end before the number does.</summary>
internal static class Bits
{
    /// <summary>A number of up to 64 bits, the least first.</summary>
    /// <exception cref="InvalidDataException">The bytes end before it; as in all other methods.</exception>
    public static ulong Read(ReadOnlySpan<byte> bytes, long bit, int width)
    {
        Require(bytes, (bit + width + 7) / 8);
        var value = 0UL;
        for (var done = 0; done < width;)
        {
            var (at, shift) = ((int)((bit + done) / 8), (int)((bit + done) % 8));
            value |= (ulong)(bytes[at] >> shift) << done;
            done += 8 - shift;
        }

        return width == 64 ? value : value & ((1UL << width) - 1);
    }

    /// <summary>A number in sevens of bits (ULEB128).</summary>
    public static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = at < bytes.Length ? bytes[at++] : throw Short();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Short();
    }

    /// <summary>Looks whether there are so many bytes.</summary>
    public static void Require(ReadOnlySpan<byte> bytes, long length)
    {
        if (bytes.Length < length)
        {
            throw Short();
        }
    }

    /// <summary>What says that values are missing.</summary>
    public static InvalidDataException Short() => new("it has a page with fewer values than its header says.");
}
