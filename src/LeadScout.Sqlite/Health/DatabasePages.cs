using System.Buffers.Binary;

namespace LeadScout.Sqlite.Health;

/// <summary>
/// Every page of a database and of its write-ahead log as bytes, read without SQLite and without trusting any of them. Opened to read only.
/// Not thread-safe.
/// </summary>
internal sealed class DatabasePages : IDisposable
{
    private const int UsualPageSize = 4096;
    private const int HeaderSize = 100;

    private readonly FileStream _database;
    private readonly FileStream? _logFile;
    private readonly Dictionary<uint, long> _current = []; // in the log
    private readonly byte[] _header = new byte[HeaderSize];

    /// <exception cref="IOException">The file can't be read.</exception>
    public DatabasePages(string path)
    {
        _database = Open(path);
        _logFile = File.Exists(path + "-wal") ? Open(path + "-wal") : null;
        RandomAccess.Read(_database.SafeFileHandle, _header, 0);
        var said = SizeOf(_header);
        Log = WriteAheadLog.Read(_logFile, said > 0 ? said : UsualPageSize);
        PageSize = said > 0 ? said : Log.PageSize > 0 ? Log.PageSize : UsualPageSize;
        foreach (var frame in Log.Frames.Where(frame => frame.IsCommitted))
        {
            _current[frame.Page] = frame.At;
        }
    }

    public WriteAheadLog Log { get; }

    /// <summary>Bytes of a page.</summary>
    public int PageSize { get; }

    /// <summary>Bytes of the database's file.</summary>
    public long Length => _database.Length;

    /// <summary>Whether the file begins as an SQLite database does.</summary>
    public bool HasHeader => _header.AsSpan().StartsWith("SQLite format 3\0"u8) && SizeOf(_header) > 0;

    /// <summary>How many pages the header says there are; the log may know of more.</summary>
    public long PagesSaid => BinaryPrimitives.ReadUInt32BigEndian(_header.AsSpan(28));

    /// <summary>
    /// Every page that lies anywhere: first those that SQLite would read, then those that the log stands in for, then what the log holds
    /// besides. The bytes
    /// are good until the next.
    /// </summary>
    public IEnumerable<byte[]> All()
    {
        var page = new byte[PageSize];
        var pages = (uint)((_database.Length + PageSize - 1) / PageSize);
        foreach (var number in _current.Keys.Where(number => number > pages))
        {
            yield return Read(_logFile!, _current[number], page);
        }

        for (uint number = 1; number <= pages; number++)
        {
            yield return TryRead(number, page)!;
        }

        foreach (var number in _current.Keys.Where(number => number <= pages))
        {
            yield return Read(_database, (number - 1L) * PageSize, page);
        }

        foreach (var frame in Log.Frames.Where(frame => !frame.IsCommitted || _current[frame.Page] != frame.At))
        {
            yield return Read(_logFile!, frame.At, page);
        }
    }

    /// <summary>A page as SQLite would read it; null when there is none.</summary>
    public byte[]? TryRead(uint number, byte[]? into = null)
    {
        into ??= new byte[PageSize];
        return _current.TryGetValue(number, out var at) ? Read(_logFile!, at, into) : TryReadOutsideLog(number, into);
    }

    /// <summary>A page as the database's own file has it; null when there is none.</summary>
    public byte[]? TryReadOutsideLog(uint number, byte[]? into = null) =>
        number > 0 && (number - 1L) * PageSize < _database.Length
            ? Read(_database, (number - 1L) * PageSize, into ?? new byte[PageSize])
            : null;

    public void Dispose()
    {
        _database.Dispose();
        _logFile?.Dispose();
    }

    private static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    private static int SizeOf(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadUInt16BigEndian(header[16..]) switch
    {
        1 => 65536,
        var size and >= 512 when System.Numerics.BitOperations.IsPow2(size) => size,
        _ => 0,
    };

    /// <summary>What is behind the file's end, or can't be read from the disk, is zero.</summary>
    private static byte[] Read(FileStream file, long at, byte[] into)
    {
        into.AsSpan().Clear();
        try
        {
            for (
                int done = 0,
                some; done < into.Length && (some = RandomAccess.Read(file.SafeFileHandle, into.AsSpan(done), at + done)) > 0;)
            {
                done += some;
            }
        }
        catch (IOException)
        {
            into.AsSpan().Clear(); // a bad sector: the others may still be read
        }

        return into;
    }
}
