using System.IO.Hashing;
using LeadScout.Questions;

namespace LeadScout.Files;

/// <summary>What is packed in a file, as far as it is no bomb. A damaged one is bad input, not a fault of the program.</summary>
internal sealed class UnpackedStream : Stream
{
    private const long Harmless = 1L << 30; // bytes; below, the ratio does not matter
    private const long MostRatio = 200; // lists become 5 to 50 times smaller

    private readonly Stream _inner;
    private readonly Stream _packed;
    private readonly string _name;
    private readonly Func<Stream, (uint Crc, uint Length)?> _promised;
    private readonly Crc32 _crc = new();
    private long _read;

    /// <param name="unpack">What unpacks it.</param>
    /// <param name="promised">What the file says about what was packed: its checksum, and its length modulo 2^32; null where it says
    /// nothing.</param>
    /// <param name="packed">The file; disposed with this.</param>
    /// <param name="name">For messages.</param>
    public UnpackedStream(Func<Stream, Stream> unpack, Func<Stream, (uint Crc, uint Length)?> promised, Stream packed, string name)
    {
        (_packed, _name, _promised) = (packed, name, promised);
        try
        {
            _inner = unpack(packed);
        }
        catch (InvalidDataException e)
        {
            packed.Dispose();
            throw Damaged(e);
        }
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => _read; set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        try
        {
            var some = _inner.Read(buffer);
            _read += some;
            _crc.Append(buffer[..some]);
            if (some == 0 && buffer.Length > 0)
            {
                CheckPromise();
            }

            return _read <= Harmless || _read <= MostRatio * _packed.Length
                ? some
                : throw new BadInputException(
                    $"'{_name}' becomes more than {MostRatio} times larger when unpacked, which no list does. Unpack it yourself, and look at what is in it.");
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw Damaged(e);
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
        if (disposing)
        {
            _inner.Dispose();
            _packed.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>The libraries take a file that is cut off for one that ends.</summary>
    private void CheckPromise()
    {
        if (_promised(_packed) is not { } promised || promised != (_crc.GetCurrentHashAsUInt32(), (uint)_read))
        {
            throw new InvalidDataException("it is cut off, or made of several parts, or changed on the way.");
        }
    }

    private BadInputException Damaged(Exception cause) =>
        new($"'{_name}' is damaged and can't be unpacked to its end: {cause.Message} Copy or export it again.", cause);
}
