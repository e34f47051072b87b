using System.Globalization;

namespace LeadScout.Files.Parquet;

/// <summary>What a page says of itself, with everything in it that every page must have.</summary>
internal sealed record ParquetPageHeader
{
    // Field ids of parquet.thrift.
    private const short Kind = 1, UncompressedSize = 2, CompressedSize = 3, Sum = 4, Data = 5, Dictionary = 7, DataV2 = 8; // of PageHeader
    private const short ValueCount = 1, ValueEncoding = 2, LevelEncoding = 3, RepetitionEncoding = 4; // of DataPageHeader and, the first two, DictionaryPageHeader
    private const short NullsV2 = 2, RowsV2 = 3, EncodingV2 = 4, LevelsV2 = 5, RepetitionsV2 = 6, IsCompressedV2 = 7; // of DataPageHeaderV2

    private const int DataPage = 0, DictionaryPage = 2, DataPageV2 = 3; // of the kinds
    private const int Plain = 0, PlainDictionary = 2, Runs = 3; // of the encodings

    private ParquetPageHeader()
    {
    }

    /// <summary>The bytes of the page in the file, and unpacked, its levels included.</summary>
    public int Compressed { get; private init; }

    /// <inheritdoc cref="Compressed"/>
    public int Uncompressed { get; private init; }

    /// <summary>CRC-32 of the page in the file; null when none is stated.</summary>
    public uint? Checksum { get; private init; }

    /// <summary>Whether it holds the values that others are indexes of.</summary>
    public bool IsDictionary { get; private init; }

    /// <summary>How many values it has, nulls included.</summary>
    public int Values { get; private init; }

    /// <summary>Of its values.</summary>
    public int Encoding { get; private init; }

    /// <summary>The bytes of the levels that lie before the rest and are not compressed; null where they lie in it.</summary>
    public (int Repetitions, int Definitions)? Levels { get; private init; }

    /// <summary>Whether the column's codec packed what is not levels.</summary>
    public bool IsCompressed { get; private init; } = true;

    /// <summary>Reads a header.</summary>
    /// <param name="header">PageHeader of parquet.thrift.</param>
    /// <param name="chunk">The column's data.</param>
    /// <exception cref="InvalidDataException">It lacks something, contradicts itself, or says what is not read here.</exception>
    public static ParquetPageHeader Of(ThriftStruct header, ParquetChunk chunk)
    {
        var page = new ParquetPageHeader
        {
            Compressed = Size(header, CompressedSize),
            Uncompressed = Size(header, UncompressedSize),
            Checksum = header[Sum] is null ? null : (uint)Whole(header, Sum),
        };
        return Whole(header, Kind) switch
        {
            DataPage => page.OfData(Part(header, Data), chunk),
            DictionaryPage => page.OfDictionary(Part(header, Dictionary)),
            DataPageV2 => page.OfDataV2(Part(header, DataV2)),
            var other => throw Bad($"a page of a kind that is not known here (number {other})"),
        };
    }

    private ParquetPageHeader OfData(ThriftStruct data, ParquetChunk chunk)
    {
        Whole(data, RepetitionEncoding);
        return Whole(data, LevelEncoding) is Runs || !chunk.IsOptional
            ? this with { Values = Size(data, ValueCount), Encoding = Whole(data, ValueEncoding) }
            : throw Bad($"levels in an encoding that is not known here (number {Whole(data, LevelEncoding)})");
    }

    private ParquetPageHeader OfDictionary(ThriftStruct dictionary) => Whole(dictionary, ValueEncoding) is Plain or PlainDictionary
        ? this with { IsDictionary = true, Values = Size(dictionary, ValueCount) }
        : throw Bad($"a dictionary in an encoding that is not known here (number {Whole(dictionary, ValueEncoding)})");

    private ParquetPageHeader OfDataV2(ThriftStruct data)
    {
        Size(data, NullsV2);
        Size(data, RowsV2);
        var (repetitions, definitions) = (Size(data, RepetitionsV2), Size(data, LevelsV2));
        return repetitions + (long)definitions <= Math.Min(Compressed, Uncompressed)
            ? this with
            {
                Values = Size(data, ValueCount),
                Encoding = Whole(data, EncodingV2),
                Levels = (repetitions, definitions),
                IsCompressed = IsTrue(data, IsCompressedV2),
            }
            : throw Bad($"a page of {Compressed} bytes with {repetitions} and {definitions} bytes of levels");
    }

    private static bool IsTrue(ThriftStruct from, short id) => from[id]?.Type switch
    {
        null or ThriftType.True => true,
        ThriftType.False => false,
        _ => throw Bad($"a page header without what every page has"),
    };

    private static ThriftStruct Part(ThriftStruct header, short id) =>
        header[id]?.Struct ?? throw Bad($"a page that does not say how many values it has");

    private static int Size(ThriftStruct from, short id) =>
        Whole(from, id) is >= 0 and var size ? size : throw Bad($"a page header that says of {Whole(from, id)} bytes or values");

    private static int Whole(ThriftStruct from, short id) =>
        from[id] is { Type: ThriftType.Int32, Number: >= int.MinValue and <= int.MaxValue and var number }
            ? (int)number
            : throw Bad($"a page header without what every page has");

    private static InvalidDataException Bad(FormattableString what) => new("it has " + what.ToString(CultureInfo.InvariantCulture) + ".");
}
