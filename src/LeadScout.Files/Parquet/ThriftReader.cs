using System.Buffers.Binary;

namespace LeadScout.Files.Parquet;

/// <summary>
/// Reads the Thrift compact protocol without knowing what is written in it. Maps, which no Parquet footer has, are not read.
/// </summary>
/// <param name="bytes">At the beginning of a structure.</param>
/// <param name="mostValues">How many values are read before they are taken for damage: a byte of a file can become a hundred in
/// memory.</param>
internal ref struct ThriftReader(ReadOnlySpan<byte> bytes, int mostValues = 16 * 1024 * 1024)
{
    private const int Deepest = 64;

    private ReadOnlySpan<byte> _rest = bytes;
    private int _depth;
    private int _values;

    /// <summary>How many bytes are not yet read.</summary>
    public readonly int Rest => _rest.Length;

    /// <summary>Reads a structure.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public ThriftStruct Struct()
    {
        Enter();
        var read = new ThriftStruct();
        for (short id = 0; ;)
        {
            var head = Byte();
            if (head == 0)
            {
                _depth--;
                return read;
            }

            var next = head >> 4 is var delta and > 0 ? id + delta : ZigZag();
            id = next > id && next <= short.MaxValue ? (short)next : throw Damaged(); // as every writer writes them; none comes twice
            read[id] = Value((ThriftType)(head & 0xF), inList: false);
        }
    }

    private ThriftValue Value(ThriftType type, bool inList) => ++_values > mostValues ? throw Damaged() : type switch
    {
        ThriftType.True or ThriftType.False => new ThriftValue(type) { Number = inList ? Byte() : 0 },
        ThriftType.Byte => new ThriftValue(type) { Number = Byte() },
        ThriftType.Int16 or ThriftType.Int32 or ThriftType.Int64 => new ThriftValue(type) { Number = ZigZag() },
        ThriftType.Double => new ThriftValue(type) { Number = BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long))) },
        ThriftType.Binary => new ThriftValue(type) { Bytes = Take(Length()).ToArray() },
        ThriftType.List or ThriftType.Set => List(type),
        ThriftType.Struct => new ThriftValue(type) { Struct = Struct() },
        _ => throw Damaged(),
    };

    private ThriftValue List(ThriftType type)
    {
        Enter();
        var head = Byte();
        var count = head >> 4 is var few and < 15 ? few : Length();
        var elements = new List<ThriftValue>();
        for (var i = 0; i < count; i++)
        {
            elements.Add(Value((ThriftType)(head & 0xF), inList: true));
        }

        _depth--;
        return new ThriftValue(type) { Elements = elements, ElementType = (ThriftType)(head & 0xF) };
    }

    private void Enter()
    {
        if (++_depth > Deepest || ++_values > mostValues)
        {
            throw Damaged();
        }
    }

    private int Length() => Varint() is <= int.MaxValue and var length ? (int)length : throw Damaged();

    private long ZigZag() => Varint() is var number ? (long)(number >> 1) ^ -(long)(number & 1) : 0;

    private ulong Varint()
    {
        var number = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return number;
            }
        }

        throw Damaged();
    }

    private byte Byte() => Take(1)[0];

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
        {
            throw Damaged();
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    private static InvalidDataException Damaged() => new("The footer can't be read.");
}
