using System.IO.Hashing;

namespace LeadScout.Files.Disk;

/// <summary>
/// A file that remembers the hash of what was written to it, so that it can be read back and compared. Writers go on at its end; a few
/// bytes further
/// ahead may be written over, as ZIP does with the sizes in its headers. Not thread-safe.
/// </summary>
/// <param name="file">Open to read and to write, unbuffered and empty.</param>
/// <param name="failure">What to throw when the disk does not take what is written.</param>
internal sealed class VerifiedStream(FileStream file, Func<IOException, Exception> failure) : Stream
{
    private const int Block = 1024 * 1024;

    private readonly XxHash128 _hash = new();
    private readonly List<Patch> _patches = [];
    private long _end;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => file.Length;

    /// <inheritdoc/>
    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var at = file.Position;
        if (at > _end)
        {
            throw new NotSupportedException("A gap can't be written.");
        }

        var over = (int)Math.Min(_end - at, buffer.Length);
        if (over > 0)
        {
            var was = new byte[over];
            ReadAt(at, was);
            _patches.Add(new Patch(at, was, buffer[..over].ToArray()));
        }

        try
        {
            file.Write(buffer);
        }
        catch (IOException e)
        {
            throw failure(e);
        }

        _hash.Append(buffer[over..]);
        _end = Math.Max(_end, at + buffer.Length);
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => file.Read(buffer, offset, count);

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush() => file.Flush();

    /// <summary>Reads the file from the disk and compares.</summary>
    /// <exception cref="IOException">It is not what was written, or can't be read.</exception>
    public void Verify()
    {
        if (file.Length != _end)
        {
            throw new IOException($"{file.Length} bytes are in it, not the {_end} that were written.");
        }

        NativeFile.DropCache(file.SafeFileHandle);
        var (read, block) = (new XxHash128(), new byte[(int)Math.Min(Block, Math.Max(1, _end))]);
        for (var at = 0L; at < _end;)
        {
            var some = block.AsSpan(0, (int)Math.Min(block.Length, _end - at));
            ReadAt(at, some);
            for (var i = _patches.Count - 1; i >= 0; i--)
            {
                _patches[i].TakeBack(some, at);
            }

            read.Append(some);
            at += some.Length;
        }

        if (!read.GetCurrentHash().AsSpan().SequenceEqual(_hash.GetCurrentHash()))
        {
            throw Differs();
        }
    }

    private static IOException Differs() => new("What can be read back from the disk is not what was written.");

    private void ReadAt(long at, Span<byte> buffer)
    {
        for (int done = 0, some; done < buffer.Length; done += some)
        {
            some = RandomAccess.Read(file.SafeFileHandle, buffer[done..], at + done);
            if (some == 0)
            {
                throw Differs();
            }
        }
    }

    /// <summary>Bytes that were written over.</summary>
    private sealed record Patch(long At, byte[] Was, byte[] Now)
    {
        public void TakeBack(Span<byte> block, long blockAt)
        {
            var from = Math.Max(At, blockAt);
            var length = (int)(Math.Min(At + Now.Length, blockAt + block.Length) - from);
            if (length <= 0)
            {
                return;
            }

            var part = block.Slice((int)(from - blockAt), length);
            var skipped = (int)(from - At);
            if (!part.SequenceEqual(Now.AsSpan(skipped, length)))
            {
                throw Differs();
            }

            Was.AsSpan(skipped, length).CopyTo(part);
        }
    }
}
