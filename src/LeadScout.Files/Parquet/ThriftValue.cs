using System.Text;

namespace LeadScout.Files.Parquet;

/// <summary>A type of the Thrift compact protocol, by its number on the wire.</summary>
internal enum ThriftType : byte
{
    True = 1,
    False = 2,
    Byte = 3,
    Int16 = 4,
    Int32 = 5,
    Int64 = 6,
    Double = 7,
    Binary = 8,
    List = 9,
    Set = 10,
    Map = 11,
    Struct = 12,
}

/// <summary>A value of the Thrift compact protocol.</summary>
/// <param name="Type">Its type.</param>
internal sealed record ThriftValue(ThriftType Type)
{
    /// <summary>A whole number of 32 bits.</summary>
    public static ThriftValue Int32(long number) => new(ThriftType.Int32) { Number = checked((int)number) };

    /// <summary>A whole number of 64 bits.</summary>
    public static ThriftValue Int64(long number) => new(ThriftType.Int64) { Number = number };

    /// <summary>A text.</summary>
    public static ThriftValue Text(string text) => new(ThriftType.Binary) { Bytes = Encoding.UTF8.GetBytes(text) };

    /// <summary>A structure.</summary>
    public static ThriftValue Of(ThriftStruct value) => new(ThriftType.Struct) { Struct = value };

    /// <summary>A list of structures.</summary>
    public static ThriftValue List(IReadOnlyList<ThriftStruct> elements) =>
        new(ThriftType.List) { ElementType = ThriftType.Struct, Elements = [.. elements.Select(Of)] };

    /// <summary>Of a whole number; the bits of a double; 1 for true in a list.</summary>
    public long Number { get; init; }

    /// <summary>Of a binary or a string.</summary>
    public byte[]? Bytes { get; init; }

    /// <summary>Of a structure.</summary>
    public ThriftStruct? Struct { get; init; }

    /// <summary>Of a list or set.</summary>
    public List<ThriftValue>? Elements { get; init; }

    /// <summary>The type of <see cref="Elements"/>.</summary>
    public ThriftType ElementType { get; init; }
}
