using System.Buffers.Binary;
using System.Text;
using LeadScout.Jobs.Lists;

namespace LeadScout.Files.Parquet;

/// <summary>
/// Arrow's own copy of a Parquet file's schema, which knows what Parquet's does not: time zones, durations, dictionaries, extension types.
/// An IPC message (Arrow's Message.fbs and Schema.fbs, a FlatBuffer) in base64. It is extended without knowing any of its types: pointers
/// of a FlatBuffer point forward, so a new head that lists the old fields and the added ones is put in front of the old message, which
/// stays as it is, byte for byte.
/// </summary>
internal static class ArrowSchema
{
    // Slots of Message, of Schema, and the first of Field and KeyValue.
    private const int Version = 0, HeaderType = 1, Header = 2, BodyLength = 3, MessageNotes = 4, SlotsOfMessage = 5;
    private const int Endianness = 0, Fields = 1, Notes = 2, Features = 3, SlotsOfSchema = 4;
    private const int Name = 0;

    private const byte Schema = 1, FloatingPoint = 3, Utf8 = 5; // of the unions MessageHeader and Type
    private const int DoublePrecision = 2;
    private const int PointerSize = sizeof(int);

    /// <summary>Adds columns to the end of the schema.</summary>
    /// <param name="encoded">Base64, as it stands in the footer.</param>
    /// <param name="columns">The names of the columns that the schema must have, in order.</param>
    /// <param name="added">The added columns.</param>
    /// <param name="notes">What is to stand in the schema's own metadata in place of what it has there, by key.</param>
    /// <returns>The longer schema; null when this one can't be read or is of other columns.</returns>
    public static byte[]? Extended(
        ReadOnlySpan<byte> encoded,
        IReadOnlyList<string> columns,
        IReadOnlyList<AddedColumn> added,
        IReadOnlyDictionary<string,
        byte[]> notes)
    {
        try
        {
            ReadOnlySpan<byte> stream = Convert.FromBase64String(Encoding.ASCII.GetString(encoded));
            var (head, length) = EnvelopeOf(stream);
            var longer = Longer(stream.Slice(head, length), columns, added, notes);
            return longer is null
                ? null
                : Encoding.ASCII.GetBytes(
                    Convert.ToBase64String([.. Envelope(head, longer.Length), .. longer, .. stream[(head + length)..]]));
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>What stands around the message: its length, since Arrow 0.15 behind a mark; arrow-rs reads it bare, too.</summary>
    private static (int Head, int Length) EnvelopeOf(ReadOnlySpan<byte> stream)
    {
        if (stream.Length < 2 * sizeof(int))
        {
            throw new InvalidDataException();
        }

        var first = BinaryPrimitives.ReadInt32LittleEndian(stream);
        var (head, length) = first == -1 ? (2 * sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(stream[sizeof(int)..]))
            : first == stream.Length - sizeof(int) ? (sizeof(int), first)
            : (0, stream.Length);
        return length >= 0 && length <= stream.Length - head ? (head, length) : throw new InvalidDataException();
    }

    private static byte[] Envelope(int head, int length)
    {
        var envelope = new byte[head];
        if (head > 0)
        {
            envelope.AsSpan().Fill(0xFF);
            BinaryPrimitives.WriteInt32LittleEndian(envelope.AsSpan(head - sizeof(int)), length);
        }

        return envelope;
    }

    private static byte[]? Longer(
        ReadOnlySpan<byte> old, IReadOnlyList<string> columns, IReadOnlyList<AddedColumn> added, IReadOnlyDictionary<string, byte[]> notes)
    {
        var message = FlatTable.Root(old);
        if (message.Byte(HeaderType) != Schema || message.Slots > SlotsOfMessage)
        {
            return null;
        }

        var schema = message.Table(Header);
        var fields = schema.Tables(Fields);
        if (schema.Slots > SlotsOfSchema || fields.Length != columns.Count)
        {
            return null;
        }

        for (var i = 0; i < fields.Length; i++)
        {
            if (new FlatTable(old, fields[i]).Text(Name) != columns[i])
            {
                return null;
            }
        }

        var to = new FlatWriter();
        var schemaAt = WriteSchema(to, WriteMessage(to, message), schema);
        WriteFields(to, schemaAt + PointerSize, fields, added);
        WriteNotes(to, schemaAt + (2 * PointerSize), old, schema.Tables(Notes), notes);
        to.Last(old);
        return to.Bytes.ToArray();
    }

    /// <returns>Where the message's header is pointed at.</returns>
    private static int WriteMessage(FlatWriter to, FlatTable old)
    {
        const int header = 4, body = 8, version = 16, type = 18, notes = 20;
        var root = to.Zeros(PointerSize);
        var table = to.Table(24, version, type, header, body, old.Target(MessageNotes) == 0 ? 0 : notes);
        to.Point(root, table);
        to.Set16(table + version, old.Short(Version));
        to.SetByte(table + type, Schema);
        to.Set64(table + body, old.Long(BodyLength));
        to.PointIntoLast(table + notes, old.Target(MessageNotes));
        return table + header;
    }

    /// <returns>Where the schema lies: behind its beginning the pointers at the fields and at the notes.</returns>
    private static int WriteSchema(FlatWriter to, int pointer, FlatTable old)
    {
        const int fields = 4, notes = 8, features = 12, endianness = 16;
        var table = to.Table(20, endianness, fields, old.Target(Notes) == 0 ? 0 : notes, old.Target(Features) == 0 ? 0 : features);
        to.Point(pointer, table);
        to.Set16(table + endianness, old.Short(Endianness));
        to.PointIntoLast(table + features, old.Target(Features));
        return table;
    }

    private static void WriteFields(FlatWriter to, int pointer, int[] old, IReadOnlyList<AddedColumn> added)
    {
        const int name = 4, type = 8, children = 12, nullable = 16, kind = 17, precision = 4;
        var vector = to.Vector(old.Length + added.Count);
        to.Point(pointer, vector);
        for (var i = 0; i < old.Length; i++)
        {
            to.PointIntoLast(vector + ((1 + i) * PointerSize), old[i]);
        }

        for (var i = 0; i < added.Count; i++)
        {
            var field = to.Table(20, name, nullable, kind, type, 0, children);
            to.Point(vector + ((1 + old.Length + i) * PointerSize), field);
            to.SetByte(field + nullable, 1);
            to.SetByte(field + kind, added[i].IsNumber ? FloatingPoint : Utf8);
            to.Text(field + name, Encoding.UTF8.GetBytes(added[i].Name));
            to.Point(field + children, to.Vector(0));
            var typeTable = added[i].IsNumber ? to.Table(8, precision) : to.Table(4);
            to.Point(field + type, typeTable);
            if (added[i].IsNumber)
            {
                to.Set16(typeTable + precision, DoublePrecision);
            }
        }
    }

    private static void WriteNotes(
        FlatWriter to, int pointer, ReadOnlySpan<byte> buffer, int[] old, IReadOnlyDictionary<string, byte[]> notes)
    {
        const int key = 4, value = 8;
        if (old.Length == 0)
        {
            return;
        }

        var vector = to.Vector(old.Length);
        to.Point(pointer, vector);
        for (var i = 0; i < old.Length; i++)
        {
            var place = vector + ((1 + i) * PointerSize);
            if (new FlatTable(buffer, old[i]).Text(Name) is { } name && notes.TryGetValue(name, out var text))
            {
                var pair = to.Table(12, key, value);
                to.Point(place, pair);
                to.Text(pair + key, Encoding.UTF8.GetBytes(name));
                to.Text(pair + value, text);
            }
            else
            {
                to.PointIntoLast(place, old[i]);
            }
        }
    }
}
