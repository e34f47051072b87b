using System.Buffers.Binary;

namespace LeadScout.Files.Parquet;

/// <summary>
/// Unpacks a page and looks whether it holds as many values as its header says. The library takes it for granted: values that are missing
/// are zeros, or whatever its memory held before.
/// </summary>
/// <param name="chunk">The column's data.</param>
internal sealed class ParquetBody(ParquetChunk chunk)
{
    private const int Plain = 0, PlainDictionary = 2, Delta = 5, DeltaLength = 6, DeltaBytes = 7, DictionaryIndexes = 8, Split = 9; // encodings

    private uint _dictionary; // how many values it has

    /// <summary>Unpacks a page.</summary>
    /// <param name="header">What it says of itself.</param>
    /// <param name="packed">Its bytes in the file.</param>
    /// <returns>Its values, the length of the levels and the levels before them, where values can be null.</returns>
    /// <exception cref="InvalidDataException">It is not what it says, or lacks values.</exception>
    public byte[] Unpack(ParquetPageHeader header, byte[] packed)
    {
        var page = header.Levels is var (repetitions, definitions)
            ? Joined(header, packed, repetitions, definitions)
            : Unpacked(chunk.Codec, packed, header.Uncompressed);
        if (header.IsDictionary)
        {
            CheckPlain(page, header.Values);
            _dictionary = (uint)header.Values;
            return page;
        }

        var levels = chunk.IsOptional ? LevelsOf(page) : default;
        CheckValues(
            page.AsSpan(chunk.IsOptional ? sizeof(int) + levels.Length : 0),
            chunk.IsOptional ? Ones(levels, header.Values) : header.Values,
            header.Encoding);
        return page;
    }

    // As the first version of pages had it.
    private byte[] Joined(ParquetPageHeader header, byte[] packed, int repetitions, int definitions)
    {
        var codec = header.IsCompressed ? chunk.Codec : ParquetChunk.Uncompressed;
        var levels = repetitions + definitions;
        var values = Unpacked(codec, packed[levels..], header.Uncompressed - levels);
        return chunk.IsOptional ? [.. BitConverter.GetBytes(definitions), .. packed.AsSpan(repetitions, definitions), .. values] : values;
    }

    private static byte[] Unpacked(int codec, byte[] packed, int length)
    {
        var page = new byte[length];
        ParquetCodec.Unpack(codec, packed, page);
        return page;
    }

    private static ReadOnlySpan<byte> LevelsOf(ReadOnlySpan<byte> page)
    {
        Bits.Require(page, sizeof(int));
        var length = BinaryPrimitives.ReadUInt32LittleEndian(page);
        Bits.Require(page, sizeof(int) + (long)length);
        return page.Slice(sizeof(int), (int)length);
    }

    private static int Ones(ReadOnlySpan<byte> levels, int values)
    {
        var ones = 0;
        var runs = new RunReader(levels, width: 1);
        for (var i = 0; i < values; i++)
        {
            var level = runs.Next();
            ones += level <= 1 ? (int)level : throw new InvalidDataException("it has levels of a list, and should hold none.");
        }

        return ones;
    }

    private void CheckValues(ReadOnlySpan<byte> body, int values, int encoding)
    {
        if (values == 0)
        {
            return; // Nulls alone: some writers leave out even the width of the indexes.
        }

        switch (encoding)
        {
            case Plain:
                CheckPlain(body, values);
                break;
            case PlainDictionary or DictionaryIndexes:
                CheckIndexes(body, values);
                break;
            case Delta:
                ReadAll(body, values);
                break;
            case DeltaLength:
                CheckLengths(body, values);
                break;
            case DeltaBytes:
                CheckPrefixes(body, values);
                break;
            case Split:
                RequireExactly(body, (long)values * chunk.ValueSize);
                break;
            default:
                throw new InvalidDataException(FormattableString.Invariant($"its values are in an encoding that is not known here (number {encoding})."));
        }
    }

    private void CheckPlain(ReadOnlySpan<byte> body, int values)
    {
        if (chunk.Type != ParquetChunk.Bytes)
        {
            Bits.Require(body, chunk.Type == ParquetChunk.Boolean ? (values + 7L) / 8 : (long)values * chunk.ValueSize);
            return;
        }

        for (var i = 0; i < values; i++)
        {
            Bits.Require(body, sizeof(int));
            var length = BinaryPrimitives.ReadUInt32LittleEndian(body);
            Bits.Require(body, sizeof(int) + (long)length);
            body = body[(sizeof(int) + (int)length)..];
        }
    }

    private void CheckIndexes(ReadOnlySpan<byte> body, int values)
    {
        Bits.Require(body, 1);
        var runs = body[0] <= 32 ? new RunReader(body[1..], body[0]) : throw Bits.Short();
        for (var i = 0; i < values; i++)
        {
            var index = runs.Next();
            if (index >= _dictionary)
            {
                throw new InvalidDataException(FormattableString.Invariant($"it has value {index} of a dictionary of {_dictionary}."));
            }
        }
    }

    private static void CheckLengths(ReadOnlySpan<byte> body, int values)
    {
        var sum = 0L;
        var lengths = Numbers(body, values);
        for (var i = 0; i < values; i++)
        {
            sum += Length(lengths.Next());
        }

        Bits.Require(body[lengths.End..], sum);
    }

    // How much of the text before each begins with, then what follows it.
    private static void CheckPrefixes(ReadOnlySpan<byte> body, int values)
    {
        var rest = body[ReadAll(body, values)..];
        var prefixes = Numbers(body, values);
        var lengths = Numbers(rest, values);
        var (before, sum) = (0L, 0L);
        for (var i = 0; i < values; i++)
        {
            var (prefix, length) = (Length(prefixes.Next()), Length(lengths.Next()));
            if (prefix > before)
            {
                throw new InvalidDataException("it has a text that begins with more of the one before than there is.");
            }

            before = prefix + length;
            sum += length;
        }

        Bits.Require(rest[lengths.End..], sum);
    }

    private static int ReadAll(ReadOnlySpan<byte> body, int values)
    {
        var numbers = Numbers(body, values);
        for (var i = 0; i < values; i++)
        {
            numbers.Next();
        }

        return numbers.End;
    }

    private static DeltaReader Numbers(ReadOnlySpan<byte> body, int values)
    {
        var numbers = new DeltaReader(body);
        return numbers.Count == values ? numbers : throw Bits.Short();
    }

    private static long Length(long length) =>
        length is >= 0 and <= int.MaxValue ? length : throw new InvalidDataException("it has a text of less than no length.");

    private static void RequireExactly(ReadOnlySpan<byte> body, long length)
    {
        if (body.Length != length)
        {
            throw new InvalidDataException("it has a page with more bytes or fewer than its values take.");
        }
    }
}
