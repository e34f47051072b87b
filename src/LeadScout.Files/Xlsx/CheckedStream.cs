using System.IO.Compression;
using System.IO.Hashing;

namespace LeadScout.Files.Xlsx;

/// <summary>
/// Reads an entry of a ZIP and holds it to what the ZIP says about it: its length, and at its end its checksum, which .NET leaves unread. A
/// piece of XML without a tag for too long is refused, so that no text or attribute becomes larger than memory.
/// </summary>
internal sealed class CheckedStream(ZipArchiveEntry entry) : Stream
{
    // Far beyond a cell's 32,767 characters and any formula; a binary part has the byte of a '<' often enough, or is not read as XML.
    private const long LongestWithoutTag = 64 << 20;

    private readonly Stream _from = entry.Open();
    private readonly Crc32 _crc = new();
    private long _length;
    private long _lastTag;

    /// <summary>Whether it is XML, which must have tags.</summary>
    public bool IsXml { get; init; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var read = _from.Read(buffer);
        if (read == 0)
        {
            if (buffer.Length > 0)
            {
                CheckEnd();
            }

            return 0;
        }

        _crc.Append(buffer[..read]);
        if (IsXml && buffer[..read].LastIndexOf((byte)'<') is >= 0 and var tag)
        {
            _lastTag = _length + tag;
        }

        _length += read;
        if (_length > entry.Length)
        {
            throw new InvalidDataException($"Its part {entry.FullName} is longer than its directory says.");
        }

        return !IsXml || _length - _lastTag <= LongestWithoutTag
            ? read
            : throw new InvalidDataException($"Its part {entry.FullName} has more than {LongestWithoutTag >> 20} MB without a tag.");
    }

    /// <summary>Reads what is left, for the sake of the checks.</summary>
    public void ReadToEnd()
    {
        var buffer = new byte[64 * 1024];
        while (Read(buffer) > 0)
        {
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _from.Dispose();
        base.Dispose(disposing);
    }

    private void CheckEnd()
    {
        if (_length != entry.Length || _crc.GetCurrentHashAsUInt32() != entry.Crc32)
        {
            throw new InvalidDataException($"Its part {entry.FullName} is not what was packed: the checksum differs.");
        }
    }
}
