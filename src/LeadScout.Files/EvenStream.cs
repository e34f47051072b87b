namespace LeadScout.Files;

/// <summary>
/// Passes on what is written in blocks of one size, however it comes: how small a packing gets its content depends on how it is fed, and the
/// same result must be the same bytes. Not thread-safe.
/// </summary>
/// <param name="inner">Takes the blocks; disposed with this.</param>
internal sealed class EvenStream(Stream inner) : Stream
{
    private const int BlockSize = 64 * 1024;

    private readonly byte[] _block = new byte[BlockSize];
    private int _length;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var fits = Math.Min(buffer.Length, BlockSize - _length);
            buffer[..fits].CopyTo(_block.AsSpan(_length));
            buffer = buffer[fits..];
            _length += fits;
            if (_length == BlockSize)
            {
                Send();
            }
        }
    }

    /// <summary>Does nothing: a block that is sent early is of another size.</summary>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Send();
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Send()
    {
        inner.Write(_block, 0, _length);
        _length = 0;
    }
}
