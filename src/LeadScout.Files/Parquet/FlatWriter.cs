using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace LeadScout.Files.Parquet;

/// <summary>
/// Writes a FlatBuffer front to back: what points comes before what it points at. It may end with another FlatBuffer, whose parts are
/// pointed at. Not thread-safe.
/// </summary>
internal sealed class FlatWriter
{
    private readonly List<byte> _bytes = [];
    private readonly List<(int Pointer, int At)> _intoLast = [];

    /// <summary>Where the next thing will lie.</summary>
    public int Position => _bytes.Count;

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Bytes => CollectionsMarshal.AsSpan(_bytes);

    /// <summary>Fills up with zeros to a multiple of this.</summary>
    public void Align(int to) => Zeros(-Position & (to - 1));

    /// <summary>Adds so many zeros.</summary>
    /// <returns>Where they begin.</returns>
    public int Zeros(int count)
    {
        CollectionsMarshal.SetCount(_bytes, _bytes.Count + count);
        var added = CollectionsMarshal.AsSpan(_bytes)[^count..];
        added.Clear();
        return Position - count;
    }

    /// <summary>Adds bytes as they are.</summary>
    public void Write(ReadOnlySpan<byte> bytes) => _bytes.AddRange(bytes);

    /// <summary>Begins a table of zeros; its fields are set afterwards.</summary>
    /// <param name="size">In bytes, the four at its beginning included.</param>
    /// <param name="slots">Where each field lies in it; 0 for none.</param>
    /// <returns>Where the table lies: on a multiple of 8.</returns>
    public int Table(int size, params ReadOnlySpan<int> slots)
    {
        var layoutSize = (2 + slots.Length) * sizeof(ushort);
        Zeros(-(Position + layoutSize) & 7);
        var layout = Zeros(layoutSize);
        var table = Zeros(size);
        Set16(layout, layoutSize);
        Set16(layout + sizeof(ushort), size);
        for (var i = 0; i < slots.Length; i++)
        {
            Set16(layout + ((2 + i) * sizeof(ushort)), slots[i]);
        }

        Set32(table, table - layout);
        return table;
    }

    /// <summary>Begins a vector of pointers, which are set afterwards: the first lies 4 behind it.</summary>
    /// <returns>Where the vector lies.</returns>
    public int Vector(int count)
    {
        Align(sizeof(int));
        var vector = Zeros((1 + count) * sizeof(int));
        Set32(vector, count);
        return vector;
    }

    /// <summary>Writes a text that a pointer points at.</summary>
    public void Text(int pointer, ReadOnlySpan<byte> utf8)
    {
        Align(sizeof(int));
        Point(pointer, Position);
        Set32(Zeros(sizeof(int)), utf8.Length);
        Write(utf8);
        Zeros(1);
    }

    /// <summary>Lets a pointer point at a place behind it.</summary>
    public void Point(int pointer, int at) => Set32(pointer, at - pointer);

    /// <summary>Lets a pointer point at a place in the FlatBuffer that is going to be written last; at 0 is nothing.</summary>
    public void PointIntoLast(int pointer, int at)
    {
        if (at != 0)
        {
            _intoLast.Add((pointer, at));
        }
    }

    /// <summary>Writes another FlatBuffer behind everything.</summary>
    public void Last(ReadOnlySpan<byte> buffer)
    {
        Align(8);
        foreach (var (pointer, at) in _intoLast)
        {
            Point(pointer, Position + at);
        }

        Write(buffer);
        Align(8);
    }

    public void SetByte(int at, byte value) => _bytes[at] = value;

    public void Set16(int at, int value) =>
        BinaryPrimitives.WriteInt16LittleEndian(CollectionsMarshal.AsSpan(_bytes)[at..], checked((short)value));

    public void Set32(int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(CollectionsMarshal.AsSpan(_bytes)[at..], value);

    public void Set64(int at, long value) => BinaryPrimitives.WriteInt64LittleEndian(CollectionsMarshal.AsSpan(_bytes)[at..], value);
}
