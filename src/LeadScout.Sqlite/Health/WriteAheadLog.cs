using System.Buffers.Binary;

namespace LeadScout.Sqlite.Health;

/// <summary>A page as one transaction left it in the write-ahead log.</summary>
/// <param name="Page">The page's number, from 1.</param>
/// <param name="At">Where its content begins in the log.</param>
/// <param name="IsCommitted">Whether SQLite counts it: its checksums hold from the log's beginning, and a commit follows.</param>
internal readonly record struct LogFrame(uint Page, long At, bool IsCommitted);

/// <summary>SQLite's write-ahead log, as its file format has it: https://www.sqlite.org/fileformat2.html#walformat.</summary>
internal sealed class WriteAheadLog
{
    public const int HeaderSize = 32;
    public const int FrameHeaderSize = 24;

    private const uint Magic = 0x377f0682; // its last bit says in which byte order checksums are made

    /// <summary>In the order of the file; also those that SQLite does not count.</summary>
    public List<LogFrame> Frames { get; } = [];

    /// <summary>As the log says; 0 when its header is damaged or there is no log.</summary>
    public int PageSize { get; private init; }

    /// <summary>Whether the file has content.</summary>
    public bool Exists { get; private init; }

    /// <summary>Frames of the log's present run behind the first whose checksum does not hold: cut off by a crash, or damaged.</summary>
    public int Broken { get; private set; }

    /// <summary>Frames with good checksums that no commit follows: a crash came first.</summary>
    public int Uncommitted { get; private set; }

    /// <summary>Reads the log.</summary>
    /// <param name="file">Its file; null for none.</param>
    /// <param name="pageSize">As the database says; used where the log's own header is damaged.</param>
    public static WriteAheadLog Read(FileStream? file, int pageSize)
    {
        if (file is null || file.Length < HeaderSize)
        {
            return new WriteAheadLog();
        }

        Span<byte> header = stackalloc byte[HeaderSize];
        RandomAccess.Read(file.SafeFileHandle, header, 0);
        var sums = default(Checksum);
        var isBigEndian = (header[3] & 1) == 1;
        var isWhole = (BinaryPrimitives.ReadUInt32BigEndian(header) & ~1u) == Magic
            && (sums = sums.Over(header[..24], isBigEndian)) == Checksum.At(header[24..]);
        var log = new WriteAheadLog { Exists = true, PageSize = isWhole ? (int)BinaryPrimitives.ReadUInt32BigEndian(header[8..]) : 0 };
        log.ReadFrames(file, isWhole ? log.PageSize : pageSize, header[16..24].ToArray(), isWhole ? sums : null, isBigEndian);
        return log;
    }

    private void ReadFrames(FileStream file, int pageSize, byte[] salt, Checksum? sums, bool isBigEndian)
    {
        var frame = new byte[FrameHeaderSize + pageSize];
        var committed = 0;
        for (long at = HeaderSize; at + frame.Length <= file.Length; at += frame.Length)
        {
            RandomAccess.Read(file.SafeFileHandle, frame, at);
            var isOfThisRun = frame.AsSpan(8, 8).SequenceEqual(salt);
            if (sums is { } chain)
            {
                var next = chain.Over(frame.AsSpan(0, 8), isBigEndian).Over(frame.AsSpan(FrameHeaderSize), isBigEndian);
                sums = isOfThisRun && next == Checksum.At(frame.AsSpan(16)) ? next : null;
            }

            Broken += sums is null && isOfThisRun ? 1 : 0;
            Frames.Add(new LogFrame(BinaryPrimitives.ReadUInt32BigEndian(frame), at + FrameHeaderSize, sums is not null));
            committed = sums is not null && BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(4)) != 0 ? Frames.Count : committed;
        }

        for (var i = committed; i < Frames.Count && Frames[i].IsCommitted; i++, Uncommitted++)
        {
            Frames[i] = Frames[i] with { IsCommitted = false };
        }
    }

    /// <summary>Two sums that run through header and frames.</summary>
    private readonly record struct Checksum(uint First, uint Second)
    {
        public static Checksum At(ReadOnlySpan<byte> bytes) =>
            new(BinaryPrimitives.ReadUInt32BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]));

        public Checksum Over(ReadOnlySpan<byte> bytes, bool isBigEndian)
        {
            var (first, second) = (First, Second);
            for (; bytes.Length >= 8; bytes = bytes[8..])
            {
                first += Word(bytes, isBigEndian) + second;
                second += Word(bytes[4..], isBigEndian) + first;
            }

            return new Checksum(first, second);
        }

        private static uint Word(ReadOnlySpan<byte> bytes, bool isBigEndian) =>
            isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }
}
