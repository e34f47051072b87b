using System.Buffers.Binary;

namespace LeadScout.Files.Parquet;

/// <summary>Writes what <see cref="ThriftReader"/> read.</summary>
/// <param name="to">Where it goes.</param>
internal sealed class ThriftWriter(Stream to)
{
    public void Write(ThriftStruct value)
    {
        short last = 0;
        foreach (var (id, field) in value.Fields)
        {
            var delta = id - last;
            if (delta is > 0 and <= 15)
            {
                to.WriteByte((byte)((delta << 4) | (int)field.Type));
            }
            else
            {
                to.WriteByte((byte)field.Type);
                ZigZag(id);
            }

            last = id;
            Write(field, inList: false);
        }

        to.WriteByte(0);
    }

    private void Write(ThriftValue value, bool inList)
    {
        switch (value.Type)
        {
            case ThriftType.True or ThriftType.False when !inList:
                break; // said by the type
            case ThriftType.True or ThriftType.False or ThriftType.Byte:
                to.WriteByte((byte)value.Number);
                break;
            case ThriftType.Double:
                Span<byte> bits = stackalloc byte[sizeof(long)];
                BinaryPrimitives.WriteInt64LittleEndian(bits, value.Number);
                to.Write(bits);
                break;
            case ThriftType.Binary:
                Varint((ulong)value.Bytes!.Length);
                to.Write(value.Bytes);
                break;
            case ThriftType.List or ThriftType.Set:
                WriteList(value);
                break;
            case ThriftType.Struct:
                Write(value.Struct!);
                break;
            default:
                ZigZag(value.Number);
                break;
        }
    }

    private void WriteList(ThriftValue list)
    {
        var count = list.Elements!.Count;
        to.WriteByte((byte)((Math.Min(count, 15) << 4) | (int)list.ElementType));
        if (count >= 15)
        {
            Varint((ulong)count);
        }

        foreach (var element in list.Elements)
        {
            Write(element, inList: true);
        }
    }

    private void ZigZag(long number) => Varint((ulong)((number << 1) ^ (number >> 63)));

    private void Varint(ulong number)
    {
        while (number >= 0x80)
        {
            to.WriteByte((byte)(number | 0x80));
            number >>= 7;
        }

        to.WriteByte((byte)number);
    }
}
