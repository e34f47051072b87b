using LeadScout.Jobs;

namespace LeadScout.Files;

/// <summary>What is packed in a file, as far as it is no bomb. A damaged one is bad input, not a fault of the program.</summary>
internal sealed class UnpackedStream : Stream
{
    private const long Harmless = 1L << 30; // bytes; below, the ratio does not matter
    private const long MostRatio = 200; // lists become 5 to 50 times smaller

    private readonly Stream _inner;
    private readonly Stream _packed;
    private readonly string _name;
    private long _read;

    /// <param name="unpack">What unpacks it.</param>
    /// <param name="packed">The file; disposed with this.</param>
    /// <param name="name">For messages.</param>
    public UnpackedStream(Func<Stream, Stream> unpack, Stream packed, string name)
    {
        (_packed, _name) = (packed, name);
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
            return _read <= Harmless || _read <= MostRatio * _packed.Length
                ? some
                : throw new BadInputException($"'{_name}' becomes more than {MostRatio} times larger when unpacked, which no list does. Unpack it yourself, and look at what is in it.");
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

    private BadInputException Damaged(Exception cause) => new($"'{_name}' is damaged and can't be unpacked to its end: {cause.Message} Copy or export it again.", cause);
}
