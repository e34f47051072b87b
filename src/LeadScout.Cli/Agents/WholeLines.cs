namespace LeadScout.Cli.Agents;

/// <summary>Standard output for two who write lines to it: a line goes out whole, once its end is there. Thread-safe.</summary>
internal sealed class WholeLines(Stream output) : Stream
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly MemoryStream _begun = new(); // of the protocol's library, which writes one message after the other

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Writes a line of its own between those of the library.</summary>
    public async Task WriteLineAsync(ReadOnlyMemory<byte> line, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await output.WriteAsync(line, cancellationToken);
            await output.WriteAsync("\n"u8.ToArray(), cancellationToken);
            await output.FlushAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _begun.Write(buffer.Span);
        if (buffer.Span.IndexOf((byte)'\n') < 0)
        {
            return;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            await output.WriteAsync(_begun.GetBuffer().AsMemory(0, (int)_begun.Length), cancellationToken);
            _begun.SetLength(0);
            await output.FlushAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
        // whole lines are flushed as they come
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _turn.Dispose();
            _begun.Dispose();
            output.Dispose();
        }

        base.Dispose(disposing);
    }
}
