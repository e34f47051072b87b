using LeadScout.Files.Disk;

namespace LeadScout.Files.Trails;

/// <summary>
/// Numbers that are written once, from the first to the last, and then read in the same order, in a byte or a few each. Beyond one block
/// they go to a temporary file; where the disk does not take them they are lost, which <see cref="IsLost"/> says. Not thread-safe.
/// </summary>
internal sealed class NumberSpill : IDisposable
{
    private const int BlockSize = 64 * 1024;
    private const int LongestNumber = 5; // bytes

    private readonly byte[] _block = new byte[BlockSize];
    private FileStream? _file;
    private long _onDisk;
    private int _filled;
    private int _next;

    /// <summary>Whether the disk did not take them.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Adds a number: seven bits a byte, the lowest first, the highest bit set where more follow.</summary>
    public void Add(uint number)
    {
        if (_filled > BlockSize - LongestNumber)
        {
            Send();
        }

        for (; number > 0x7F; number >>= 7)
        {
            _block[_filled++] = (byte)(number | 0x80);
        }

        _block[_filled++] = (byte)number;
    }

    /// <summary>Goes to the first number; none may be added afterwards. Look at <see cref="IsLost"/> behind it.</summary>
    public void Rewind()
    {
        if (_onDisk > 0)
        {
            Send();
            _file!.Position = _filled = 0;
        }

        _next = 0;
    }

    /// <summary>The next number.</summary>
    /// <exception cref="IOException">The disk does not give it back.</exception>
    /// <exception cref="EndOfStreamException">There is none left.</exception>
    public uint Next()
    {
        var number = 0u;
        for (var shift = 0; ; shift += 7)
        {
            var part = _next < _filled ? _block[_next++] : NextOfFile();
            number |= (uint)(part & 0x7F) << shift;
            if (part <= 0x7F)
            {
                return number;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private void Send()
    {
        try
        {
            if (!IsLost)
            {
                _file ??= TemporaryFile.Create();
                _file.Write(_block, 0, _filled);
                _onDisk += _filled;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            IsLost = true;
        }

        _filled = 0;
    }

    private byte NextOfFile()
    {
        _filled = _file?.Read(_block, 0, BlockSize) ?? 0;
        _next = 1;
        return _filled > 0 ? _block[0] : throw new EndOfStreamException();
    }
}
