namespace LeadScout.Files.JsonLines;

/// <summary>The records of a file as bytes, one after the other, and what stands between them. Not thread-safe.</summary>
internal abstract class JsonPieces : IDisposable
{
    /// <summary>The longest record, in bytes.</summary>
    public const int Longest = 32 * 1024 * 1024;

    private readonly Stream _stream;
    private byte[] _buffer = new byte[128 * 1024];
    private int _end; // of what was read
    private bool _atEnd;

    /// <param name="stream">At its beginning; disposed with this.</param>
    protected JsonPieces(Stream stream) => _stream = stream;

    /// <summary>The record, with its line end where records are lines; valid until the next one.</summary>
    public abstract ReadOnlySpan<byte> Current { get; }

    /// <summary>What stands between the record before and this one, or at the end behind the last.</summary>
    public abstract ReadOnlySpan<byte> Between { get; }

    /// <summary>The line that the record begins in, from 1.</summary>
    public long Line { get; protected set; }

    /// <summary>What was read and is still needed.</summary>
    protected ReadOnlySpan<byte> Read => _buffer.AsSpan(0, _end);

    /// <summary>Goes to the next record; false at the end.</summary>
    /// <exception cref="InvalidDataException">There is no telling where it ends; the message says why.</exception>
    public abstract bool Next();

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    /// <summary>Reads more.</summary>
    /// <param name="done">How much of what was read is not needed any longer: it is gone from <see cref="Read"/>.</param>
    /// <returns>False at the end of the file; then nothing has moved.</returns>
    protected bool More(int done)
    {
        if (_atEnd)
        {
            return false;
        }

        var length = _end - done;
        if (length >= Longest)
        {
            throw new InvalidDataException($"is longer than {Longest} bytes");
        }

        var target = length < _buffer.Length / 2 ? _buffer : new byte[2 * _buffer.Length];
        _buffer.AsSpan(done, length).CopyTo(target);
        (_buffer, _end) = (target, length);
        var read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _atEnd = read == 0;
        return true;
    }
}
