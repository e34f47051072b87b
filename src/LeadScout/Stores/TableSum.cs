using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace LeadScout.Stores;

/// <summary>
/// How many rows a table has, and the sum of their checksums: two tables with the same rows come to the same, in whatever order they are read.
/// Where a row stands is in the row itself, as the position of an answer is.
/// </summary>
/// <param name="Rows">How many.</param>
/// <param name="Sum">Of XXH3, 128 bits, of each row.</param>
internal readonly record struct TableSum(long Rows, UInt128 Sum)
{
    /// <summary>With one row more.</summary>
    /// <param name="table">Whose row it is.</param>
    /// <param name="row">The row.</param>
    /// <param name="buffer">Used again and again.</param>
    public TableSum With(StoredTable table, object?[] row, ArrayBufferWriter<byte> buffer)
    {
        buffer.ResetWrittenCount();
        for (var i = 0; i < row.Length; i++)
        {
            if (table.Columns[i].Kind != StoredKind.Place)
            {
                Put(buffer, row[i], mayHoldAnything: table.Columns[i].Kind == StoredKind.Lead);
            }
        }

        return new TableSum(Rows + 1, Sum + XxHash128.HashToUInt128(buffer.WrittenSpan));
    }

    // Each value behind its kind and its length, so that no two rows come to the same bytes.
    private static void Put(ArrayBufferWriter<byte> buffer, object? value, bool mayHoldAnything)
    {
        switch (value)
        {
            case null:
                Put(buffer, 0, default);
                break;
            case long whole:
                Put(buffer, 1, whole);
                break;
            case double real:
                Put(buffer, 2, BitConverter.DoubleToInt64Bits(real));
                break;
            case string text:
                var letters = mayHoldAnything ? text : StoredValue.Storable(text);
                var length = Encoding.UTF8.GetByteCount(letters);
                Put(buffer, 3, length);
                Encoding.UTF8.GetBytes(letters, buffer);
                break;
            case byte[] bytes:
                Put(buffer, 4, bytes.Length);
                buffer.Write(bytes);
                break;
            default:
                throw new ArgumentException($"A row holds no {value.GetType()}.", nameof(value));
        }
    }

    private static void Put(ArrayBufferWriter<byte> buffer, byte kind, long value)
    {
        var span = buffer.GetSpan(1 + sizeof(long));
        span[0] = kind;
        BinaryPrimitives.WriteInt64LittleEndian(span[1..], value);
        buffer.Advance(1 + sizeof(long));
    }
}
