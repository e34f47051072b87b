using System.Buffers.Binary;
using System.Text;

namespace LeadScout.Files.Parquet;

/// <summary>A table in a FlatBuffer, read without a schema: fields by their slot. Every place is checked before it is read.</summary>
/// <param name="buffer">All of the FlatBuffer.</param>
/// <param name="at">Where the table lies.</param>
internal readonly ref struct FlatTable(ReadOnlySpan<byte> buffer, int at)
{
    private readonly ReadOnlySpan<byte> _buffer = buffer;

    /// <summary>The table that a FlatBuffer begins with.</summary>
    /// <exception cref="InvalidDataException">It is none; as in every other member.</exception>
    public static FlatTable Root(ReadOnlySpan<byte> buffer) => new(buffer, Target(buffer, 0));

    /// <summary>How many fields the table's writer knew.</summary>
    public int Slots => (U16(Layout) - (2 * sizeof(ushort))) / sizeof(ushort);

    /// <summary>Where a field lies; 0 when it is missing.</summary>
    public int Place(int slot)
    {
        if (slot >= Slots)
        {
            return 0;
        }

        var offset = U16(Layout + ((2 + slot) * sizeof(ushort)));
        return offset == 0 ? 0 : at + offset;
    }

    /// <summary>Where that lies which a field points at; 0 when it is missing.</summary>
    public int Target(int slot) => Place(slot) is not 0 and var place ? Target(_buffer, place) : 0;

    /// <summary>A byte, 0 when it is missing.</summary>
    public byte Byte(int slot) => Place(slot) is not 0 and var place ? Part(place, 1)[0] : (byte)0;

    /// <summary>A number of 16 bits, 0 when it is missing.</summary>
    public short Short(int slot) => Place(slot) is not 0 and var place ? (short)U16(place) : (short)0;

    /// <summary>A number of 64 bits, 0 when it is missing.</summary>
    public long Long(int slot) =>
        Place(slot) is not 0 and var place ? BinaryPrimitives.ReadInt64LittleEndian(Part(place, sizeof(long))) : 0;

    /// <summary>A text; null when it is missing.</summary>
    public string? Text(int slot)
    {
        if (Target(slot) is not (not 0 and var place))
        {
            return null;
        }

        return Encoding.UTF8.GetString(Part(place + sizeof(int), Length(place)));
    }

    /// <summary>A table that a field points at.</summary>
    public FlatTable Table(int slot) => Target(slot) is not 0 and var place ? new FlatTable(_buffer, place) : throw Damaged();

    /// <summary>Where the tables of a vector lie; none when it is missing.</summary>
    public int[] Tables(int slot)
    {
        if (Target(slot) is not (not 0 and var place))
        {
            return [];
        }

        var count = Length(place);
        Part(place + sizeof(int), checked(count * (long)sizeof(int)));
        var places = new int[count];
        for (var i = 0; i < count; i++)
        {
            places[i] = Target(_buffer, place + ((1 + i) * sizeof(int)));
        }

        return places;
    }

    private int Layout => at - BinaryPrimitives.ReadInt32LittleEndian(Part(at, sizeof(int)));

    private static int Target(ReadOnlySpan<byte> buffer, int place)
    {
        var target = place + (long)BinaryPrimitives.ReadUInt32LittleEndian(Part(buffer, place, sizeof(uint)));
        Part(buffer, target, sizeof(int));
        return (int)target;
    }

    private int Length(int place) => BinaryPrimitives.ReadInt32LittleEndian(Part(place, sizeof(int)));

    private ushort U16(int place) => BinaryPrimitives.ReadUInt16LittleEndian(Part(place, sizeof(ushort)));

    private ReadOnlySpan<byte> Part(int begin, long length) => Part(_buffer, begin, length);

    private static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> buffer, long begin, long length) =>
        begin >= 0 && length >= 0 && begin + length <= buffer.Length ? buffer.Slice((int)begin, (int)length) : throw Damaged();

    private static InvalidDataException Damaged() => new("A FlatBuffer can't be read.");
}
