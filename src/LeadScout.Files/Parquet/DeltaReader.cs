namespace LeadScout.Files.Parquet;

/// <summary>Reads whole numbers that are stored as differences, in blocks of blocks (DELTA_BINARY_PACKED).</summary>
internal ref struct DeltaReader
{
    private const int LongestBlock = 1 << 20; // writers use 128

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _miniblocks; // of a block
    private readonly int _length; // of a miniblock
    private readonly long _count; // of all numbers
    private long _read;
    private long _value;
    private long _least; // difference in the block
    private int _at; // of the next byte after what is being read
    private int _widths; // where those of the block's miniblocks lie
    private int _miniblock; // how many of the block have begun
    private int _width; // of the miniblock
    private int _packed; // where its bits lie

    /// <summary>Begins to read.</summary>
    /// <param name="bytes">From where the numbers begin; more may follow them.</param>
    /// <exception cref="InvalidDataException">There are none; as in all other members.</exception>
    public DeltaReader(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        var block = Bits.Varint(bytes, ref _at);
        var miniblocks = Bits.Varint(bytes, ref _at);
        if (block is 0 or > LongestBlock || miniblocks is 0 || block % miniblocks != 0 || block / miniblocks % 8 != 0)
        {
            throw new InvalidDataException(FormattableString.Invariant($"it has a block of {block} values in {miniblocks} parts."));
        }

        (_miniblocks, _length) = ((int)miniblocks, (int)(block / miniblocks));
        _count = (long)Bits.Varint(bytes, ref _at);
        _value = Signed();
        _miniblock = _miniblocks;
    }

    /// <summary>How many numbers there are.</summary>
    public readonly long Count => _count;

    /// <summary>Where that lies which follows the numbers, once all are read.</summary>
    public readonly int End => _at;

    /// <summary>The next number.</summary>
    public long Next()
    {
        if (_read >= _count)
        {
            throw Bits.Short();
        }

        if (_read++ == 0)
        {
            return _value;
        }

        var place = (int)((_read - 2) % _length);
        if (place == 0)
        {
            BeginMiniblock();
        }

        return _value += _least + (long)Bits.Read(_bytes[_packed.._at], (long)place * _width, _width);
    }

    private void BeginMiniblock()
    {
        if (_miniblock == _miniblocks)
        {
            _least = Signed();
            (_widths, _miniblock) = (_at, 0);
            _at += _miniblocks;
        }

        _width = _widths + _miniblock < _bytes.Length ? _bytes[_widths + _miniblock] : throw Bits.Short();
        _packed = _at;
        _at += _length * _width / 8;
        _miniblock++;
        if (_width > 64 || _at > _bytes.Length)
        {
            throw Bits.Short();
        }
    }

    private long Signed()
    {
        var number = Bits.Varint(_bytes, ref _at);
        return (long)(number >> 1) ^ -(long)(number & 1);
    }
}
