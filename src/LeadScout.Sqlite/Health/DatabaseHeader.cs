using System.Buffers.Binary;

namespace LeadScout.Sqlite.Health;

/// <summary>The first 100 bytes of a database: https://www.sqlite.org/fileformat2.html#the_database_header.</summary>
internal static class DatabaseHeader
{
    private const int Size = 100;

    /// <summary>
    /// Writes a header that fits the file as it is, so that SQLite reads what is behind it. Pages that are cut off are zero.
    /// </summary>
    public static void Renew(string path, int pageSize)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        var pages = Math.Max(1, (file.Length + pageSize - 1) / pageSize);
        file.SetLength(pages * pageSize);
        Span<byte> header = stackalloc byte[Size];
        header.Clear();
        "SQLite format 3\0"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt16BigEndian(header[16..], (ushort)(pageSize == 65536 ? 1 : pageSize));
        new byte[] { 2, 2, 0, 64, 32, 32 }.CopyTo(header[18..]); // a write-ahead log; no bytes set apart; fixed shares of a page
        BinaryPrimitives.WriteUInt32BigEndian(header[24..], 1); // the change that the count of pages is good for, as in 92
        BinaryPrimitives.WriteUInt32BigEndian(header[28..], (uint)pages);
        BinaryPrimitives.WriteUInt32BigEndian(header[40..], 1);
        BinaryPrimitives.WriteUInt32BigEndian(header[44..], 4); // the schema's format
        BinaryPrimitives.WriteUInt32BigEndian(header[56..], 1); // UTF-8
        BinaryPrimitives.WriteUInt32BigEndian(header[60..], (uint)Schema.Version); // the newest, for want of a better guess
        BinaryPrimitives.WriteUInt32BigEndian(header[68..], (uint)Schema.ApplicationId);
        BinaryPrimitives.WriteUInt32BigEndian(header[92..], 1);
        file.Write(header);
    }
}
