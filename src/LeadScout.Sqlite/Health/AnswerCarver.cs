using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Stores;
using LeadScout.Texts;

namespace LeadScout.Sqlite.Health;

/// <summary>An answer that was found among the bytes of a page.</summary>
/// <param name="Row">What it says.</param>
/// <param name="IsProven">Whether its checksum holds. One from before there were checksums is only plausible: its key is its
/// text's.</param>
internal readonly record struct FoundAnswer(AnswerRow Row, bool IsProven);

/// <summary>
/// Finds answers in pages by what their records look like, wherever they lie: neither the tree above nor the page's own directory is
/// needed. What is
/// found is proven by its checksum, so nothing is invented. Record format: https://www.sqlite.org/fileformat2.html#record_format.
/// </summary>
internal sealed class AnswerCarver(DatabasePages pages)
{
    private const int LeastColumns = 12; // the first version's
    private const int Columns = 14;
    private const int LongestHeader = 80;
    private const long LongestRecord = 1 << 28;

    /// <summary>Of any record of the table: no stored position, two blobs of 16 bytes.</summary>
    private static ReadOnlySpan<byte> Beginning => [0, 44, 44];

    /// <summary>The answers in a page.</summary>
    public List<FoundAnswer> Find(byte[] page)
    {
        var found = new List<FoundAnswer>();
        for (int at = 0, next; (next = page.AsSpan(at).IndexOf(Beginning)) >= 0; at += next + 1)
        {
            if (at + next > 0 && Read(page, at + next - 1) is { } answer)
            {
                found.Add(answer);
            }
        }

        return found;
    }

    private FoundAnswer? Read(byte[] page, int header)
    {
        var size = page[header];
        Span<long> types = stackalloc long[Columns];
        if (size is <= LeastColumns or > LongestHeader || header + size > page.Length || !TryReadTypes(page.AsSpan(header + 1, size - 1), types, out var columns)
            || !TryReadPosition(page, header, out var position, out var before))
        {
            return null;
        }

        var length = (long)size;
        for (var i = 0; i < columns; i++)
        {
            length += SizeOf(types[i]);
        }

        if (length > LongestRecord)
        {
            return null;
        }

        foreach (var outsideLog in stackalloc[] { false, true })
        {
            if (Payload(page, header, (int)length, outsideLog) is { } record
                && Decode(record.AsSpan(size), types[..columns], position) is var (row, checksum))
            {
                if (checksum is { } sum ? sum == row.Checksum() : before == length && IsPlausible(row))
                {
                    return new FoundAnswer(row, checksum is not null);
                }
            }
        }

        return null;
    }

    private static bool TryReadTypes(ReadOnlySpan<byte> header, Span<long> types, out int columns)
    {
        for (columns = 0; header.Length > 0 && columns < types.Length; columns++)
        {
            if (!TryReadVarint(header, out types[columns], out var used) || types[columns] < 0)
            {
                return false;
            }

            header = header[used..];
        }

        return header.Length == 0
            && columns >= LeastColumns
            && IsText(types[3])
            && IsText(types[4])
            && IsText(types[6])
            && IsText(types[9]);
    }

    private static bool IsText(long type) => type >= 13 && type % 2 == 1;

    /// <summary>
    /// The varint that ends before the record is its position; the one before that is the record's length, 0 when it can't be told.
    /// </summary>
    internal static bool TryReadPosition(byte[] page, int header, out long position, out long length)
    {
        var start = header - 1;
        while (start > 0 && header - start < 9 && page[start - 1] >= 0x80)
        {
            start--;
        }

        length = 0;
        if (start < 1 || !TryReadVarint(page.AsSpan(start, header - start), out position, out var used) || used != header - start
            || position <= 0)
        {
            position = 0;
            return false;
        }

        var before = start - 1;
        while (before > 0 && start - before < 9 && page[before - 1] >= 0x80)
        {
            before--;
        }

        // A free byte before may look like a part of it.
        for (; before < start && length == 0; before++)
        {
            length = TryReadVarint(page.AsSpan(before, start - before), out var read, out used) && used == start - before ? read : 0;
        }

        return true;
    }

    /// <summary>The whole record, from its own page and the pages that it runs over to; null when one of them is missing.</summary>
    private byte[]? Payload(byte[] page, int header, int length, bool outsideLog)
    {
        var usable = page.Length;
        var most = usable - 35;
        var least = ((usable - 12) * 32 / 255) - 23;
        var surplus = least + ((length - least) % (usable - 4));
        var local = length <= most ? length : surplus <= most ? surplus : least;
        if (header + local + (local < length ? 4 : 0) > page.Length)
        {
            return null;
        }

        var record = new byte[length];
        page.AsSpan(header, local).CopyTo(record);
        var next = local < length ? BinaryPrimitives.ReadUInt32BigEndian(page.AsSpan(header + local)) : 0;
        for (var done = local; done < length;)
        {
            if ((outsideLog ? pages.TryReadOutsideLog(next) : pages.TryRead(next)) is not { } further)
            {
                return null;
            }

            var some = Math.Min(usable - 4, length - done);
            further.AsSpan(4, some).CopyTo(record.AsSpan(done));
            next = BinaryPrimitives.ReadUInt32BigEndian(further);
            done += some;
        }

        return record;
    }

    private static (AnswerRow Row, long? Checksum)? Decode(ReadOnlySpan<byte> body, ReadOnlySpan<long> types, long position)
    {
        var values = new object?[Columns];
        for (var i = 0; i < types.Length; i++)
        {
            var size = (int)SizeOf(types[i]);
            values[i] = Value(types[i], body[..size]);
            body = body[size..];
        }

        return values is [_, byte[] question, byte[] key, string text, string label, long source and (0 or 1), string by, null or string, null or long, string at, null or string, null or double or long, null or long, null or long]
            && (values[10] is null) == (values[11] is null)
            ? (new AnswerRow
            {
                Position = position,
                Question = question,
                TextKey = key,
                Text = text,
                Label = label,
                Source = source,
                By = by,
                Job = (string?)values[7],
                Call = (long?)values[8],
                At = at,
                AuditStudentLabel = (string?)values[10],
                AuditProbability = values[11] is long whole ? whole : (double?)values[11], // SQLite keeps a whole real as an integer
                ImportedCall = (long?)values[12],
            }, (long?)values[13])
            : null;
    }

    private static object? Value(long type, ReadOnlySpan<byte> bytes) => type switch
    {
        0 => null,
        8 => 0L,
        9 => 1L,
        7 => BinaryPrimitives.ReadDoubleBigEndian(bytes),
        < 7 => Integer(bytes),
        _ => type % 2 == 0 ? bytes.ToArray() : Encoding.UTF8.GetString(bytes),
    };

    private static long Integer(ReadOnlySpan<byte> bytes)
    {
        var value = (long)(sbyte)bytes[0];
        foreach (var next in bytes[1..])
        {
            value = (value << 8) | next;
        }

        return value;
    }

    private static long SizeOf(long type) =>
        type switch { 0 or 8 or 9 => 0, <= 4 => type, 5 => 6, 6 or 7 => 8, < 12 => LongestRecord, _ => (type - 12) / 2 };

    private static bool IsPlausible(AnswerRow row) =>
        row.Label.Length > 0 && row.By.Length > 0 && !row.Text.Contains('\ufffd', StringComparison.Ordinal)
        && (row.Text.Length == 0 || StoredValue.ToTextKey(row.TextKey) == Texts.TextKey.Of(row.Text))
        && DateTimeOffset.TryParseExact(row.At, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);

    private static bool TryReadVarint(ReadOnlySpan<byte> bytes, out long value, out int used)
    {
        value = 0;
        for (used = 0; used < bytes.Length && used < 9;)
        {
            var next = bytes[used++];
            if (used == 9)
            {
                value = (value << 8) | next;
                return true;
            }

            value = (value << 7) | (long)(next & 0x7f);
            if (next < 0x80)
            {
                return true;
            }
        }

        return false;
    }
}
