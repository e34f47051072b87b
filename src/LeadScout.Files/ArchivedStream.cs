using System.IO.Compression;

namespace LeadScout.Files;

/// <summary>The bytes of an archive's one entry; the archive is closed with it.</summary>
internal sealed class ArchivedStream : Stream
{
    private readonly ZipArchive _archive;
    private readonly Stream _entry;

    /// <param name="archive">Disposed with this.</param>
    /// <param name="open">Opens its entry.</param>
    public ArchivedStream(ZipArchive archive, Func<ZipArchive, Stream> open) => (_archive, _entry) = (archive, open(archive));

    /// <inheritdoc/>
    public override bool CanRead => _entry.CanRead;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => _entry.CanWrite;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => _entry.Read(buffer, offset, count);

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer) => _entry.Read(buffer);

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => _entry.Write(buffer, offset, count);

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer) => _entry.Write(buffer);

    /// <inheritdoc/>
    public override void Flush() => _entry.Flush();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _entry.Dispose();
            _archive.Dispose();
        }

        base.Dispose(disposing);
    }
}
