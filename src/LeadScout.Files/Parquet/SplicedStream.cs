namespace LeadScout.Files.Parquet;

/// <summary>The beginning of a file, and another end. Only reads. Not thread-safe.</summary>
/// <param name="file">The file, disposed with this.</param>
/// <param name="length">How much of it there is.</param>
/// <param name="end">What comes behind.</param>
internal sealed class SplicedStream(FileStream file, long length, byte[] end) : Stream
{
    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => length + end.Length;

    /// <inheritdoc/>
    public override long Position { get; set; }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int read;
        if (Position < length)
        {
            file.Position = Position;
            read = file.Read(buffer[..(int)Math.Min(buffer.Length, length - Position)]);
        }
        else
        {
            var rest = end.AsSpan((int)Math.Min(end.Length, Position - length));
            read = Math.Min(buffer.Length, rest.Length);
            rest[..read].CopyTo(buffer);
        }

        Position += read;
        return read;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>Reads a byte.</summary>
    /// <exception cref="EndOfStreamException">There is none: the library would take the end for bytes of ones, without end.</exception>
    public override int ReadByte()
    {
        Span<byte> one = stackalloc byte[1];
        return Read(one) == 0 ? throw new EndOfStreamException("the file ends in the middle of it.") : one[0];
    }

    // A file's stream reads at once: there is nothing to wait for.

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Read(buffer.Span));

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer, offset, count));

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) =>
        Position = offset + origin switch { SeekOrigin.Current => Position, SeekOrigin.End => Length, _ => 0 };

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        file.Dispose();
        base.Dispose(disposing);
    }
}
