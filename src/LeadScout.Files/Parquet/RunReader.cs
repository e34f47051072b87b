namespace LeadScout.Files.Parquet;

/// <summary>Reads whole numbers that are stored as runs: one number repeated, or eights of them in bits (RLE / bit-packing hybrid).</summary>
/// <param name="bytes">The runs, without what tells their length.</param>
/// <param name="width">The bits of a number, from 0 to 32.</param>
internal ref struct RunReader(ReadOnlySpan<byte> bytes, int width)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at; // of the next byte; within bits, of those that begin the run
    private long _left; // of the run
    private long _bit = -1; // within bits, from the run's begin; -1 within one number repeated
    private uint _value; // the number repeated

    /// <summary>The next number.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public uint Next()
    {
        if (_left == 0)
        {
            Begin();
        }

        _left--;
        if (_bit < 0)
        {
            return _value;
        }

        var value = Bits.Read(_bytes[_at..], _bit, width);
        _bit += width;
        if (_left == 0)
        {
            _at = (int)Math.Min(_bytes.Length, _at + (_bit / 8));
            _bit = -1;
        }

        return (uint)value;
    }

    private void Begin()
    {
        var header = Bits.Varint(_bytes, ref _at);
        _left = (long)(header >> 1);
        if (_left is <= 0 or > int.MaxValue)
        {
            throw new InvalidDataException("it has a run without values.");
        }

        if ((header & 1) != 0)
        {
            // All eights but the last must be there whole: some writers leave out what fills that up.
            Bits.Require(_bytes[_at..], (_left - 1) * width);
            (_left, _bit) = (_left * 8, 0);
            return;
        }

        var size = (width + 7) / 8;
        _value = (uint)Bits.Read(_bytes[_at..], 0, 8 * size);
        _at += size;
    }
}
