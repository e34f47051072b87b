namespace LeadScout.Files.JsonLines;

/// <summary>Streams the lines of a file as bytes; memory grows to the longest line. Not thread-safe.</summary>
/// <param name="stream">At its beginning; disposed with this.</param>
internal sealed class ByteLines(Stream stream) : IDisposable
{
    /// <summary>The longest line that is taken for one, in bytes.</summary>
    public const int Longest = 32 * 1024 * 1024;

    private byte[] _buffer = new byte[128 * 1024];
    private int _begin; // of the current line
    private int _next;
    private int _end; // of what was read
    private bool _atEnd;

    /// <summary>The line, its line feed included where it has one; valid until the next one.</summary>
    public ReadOnlySpan<byte> Current => _buffer.AsSpan(_begin, _next - _begin);

    /// <summary>Goes to the next line; false at the end.</summary>
    /// <exception cref="InvalidDataException">The line is longer than <see cref="Longest"/>.</exception>
    public bool Next()
    {
        _begin = _next;
        var searched = _begin;
        while (true)
        {
            if (_buffer.AsSpan(searched, _end - searched).IndexOf((byte)'\n') is >= 0 and var at)
            {
                _next = searched + at + 1;
                return true;
            }

            searched = _end;
            if (_atEnd)
            {
                _next = _end;
                return _begin < _end;
            }

            searched -= MakeRoom();
            var read = stream.Read(_buffer, _end, _buffer.Length - _end);
            _end += read;
            _atEnd = read == 0;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    /// <summary>Moves the line to the front, or takes a larger buffer when it fills this one.</summary>
    /// <returns>By how much it was moved.</returns>
    private int MakeRoom()
    {
        var (moved, length) = (_begin, _end - _begin);
        if (length >= Longest)
        {
            throw new InvalidDataException($"A line is longer than {Longest} bytes.");
        }

        var target = length < _buffer.Length / 2 ? _buffer : new byte[2 * _buffer.Length];
        _buffer.AsSpan(_begin, length).CopyTo(target);
        (_buffer, _begin, _end) = (target, 0, length);
        return moved;
    }
}
