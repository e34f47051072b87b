namespace LeadScout.Files.Parquet;

/// <summary>What the values of a column are, beyond how they are stored.</summary>
internal enum ParquetKind
{
    /// <summary>Nothing more than how they are stored: numbers, true and false, bytes.</summary>
    Plain,
    Unsigned,
    Text,
    Decimal,
    Date,
    Time,
    Timestamp,
    Uuid,
    Half,

    /// <summary>Something that has no text.</summary>
    Opaque,
}

/// <summary>
/// What the values of a column mean: how they are stored, and what the file says they are (parquet.thrift, LogicalType and the older
/// ConvertedType).
/// </summary>
/// <param name="Kind">What they are.</param>
/// <param name="Name">That, in words for a message.</param>
/// <param name="Digits">Decimals behind the point; of a time, digits of a second's fraction.</param>
internal readonly record struct ParquetMeaning(ParquetKind Kind, string Name, int Digits = 0)
{
    private const short ConvertedType = 6, Scale = 7, LogicalType = 10; // of SchemaElement

    /// <summary>What a schema element says.</summary>
    public static ParquetMeaning Of(ThriftStruct element) =>
        element[LogicalType]?.Struct?.Fields.FirstOrDefault() is { Value: { } value } logical ? OfLogical(
            logical.Key, value.Struct ?? new ThriftStruct())
        : element[ConvertedType] is { } converted ? OfConverted(converted.Number, (int)element.Number(Scale))
        : new(ParquetKind.Plain, "bytes");

    private static ParquetMeaning OfLogical(short type, ThriftStruct value) => type switch
    {
        1 or 4 or 12 => new(ParquetKind.Text, "text"), // STRING, ENUM, JSON
        5 => new(ParquetKind.Decimal, "decimal numbers", (int)value.Number(1)),
        6 => new(ParquetKind.Date, "dates"),
        7 => new(ParquetKind.Time, "times", DigitsOf(value)),
        8 => new(ParquetKind.Timestamp, "timestamps", DigitsOf(value)),
        10 => new(value[2]?.Type == ThriftType.False ? ParquetKind.Unsigned : ParquetKind.Plain, "whole numbers"),
        11 => new(ParquetKind.Plain, "nothing"), // always null
        13 => new(ParquetKind.Opaque, "BSON"),
        14 => new(ParquetKind.Uuid, "UUIDs"),
        15 => new(ParquetKind.Half, "numbers"),
        17 => new(ParquetKind.Opaque, "GEOMETRY"),
        18 => new(ParquetKind.Opaque, "GEOGRAPHY"),
        _ => new(ParquetKind.Opaque, FormattableString.Invariant($"a type that is not known here (number {type})")),
    };

    private static ParquetMeaning OfConverted(long type, int scale) => type switch
    {
        0 or 4 or 19 => new(ParquetKind.Text, "text"),
        5 => new(ParquetKind.Decimal, "decimal numbers", scale),
        6 => new(ParquetKind.Date, "dates"),
        7 => new(ParquetKind.Time, "times", 3),
        8 => new(ParquetKind.Time, "times", 6),
        9 => new(ParquetKind.Timestamp, "timestamps", 3),
        10 => new(ParquetKind.Timestamp, "timestamps", 6),
        >= 11 and <= 14 => new(ParquetKind.Unsigned, "whole numbers"),
        >= 15 and <= 18 => new(ParquetKind.Plain, "whole numbers"),
        20 => new(ParquetKind.Opaque, "BSON"),
        21 => new(ParquetKind.Opaque, "INTERVAL"),
        _ => new(ParquetKind.Opaque, FormattableString.Invariant($"a type that is not known here (number {type})")),
    };

    private static int DigitsOf(ThriftStruct time) => time[2]?.Struct?.Fields.FirstOrDefault().Key switch { 1 => 3, 2 => 6, _ => 9 };
}
