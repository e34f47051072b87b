using System.Buffers;
using System.Globalization;
using LeadScout.Files.Disk;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;

namespace LeadScout.Files.Trails;

/// <summary>Copies the bytes of every lead along its trail, and writes the added values into them.</summary>
internal sealed class LeadRewriter : ILeadRewriter
{
    private const int BlockSize = 128 * 1024;

    private readonly IRangedReader _reader;
    private readonly FollowedLeads _leads;
    private readonly HashedStream _list;
    private readonly TargetFile _target;
    private readonly IAddedCells _cells;
    private readonly ArrayBufferWriter<byte> _written = new(2 * BlockSize);
    private byte[] _read = new byte[BlockSize];
    private int _next;
    private int _end;
    private long _row;

    /// <param name="reader">What the trail followed, to its end.</param>
    /// <param name="leads">What it knows of them.</param>
    /// <param name="list">The list's bytes at their beginning; disposed with this.</param>
    /// <param name="added">The added columns.</param>
    /// <param name="target">Where the result goes; disposed with this.</param>
    public LeadRewriter(
        IRangedReader reader, FollowedLeads leads, Stream list, IReadOnlyList<AddedColumn> added, TargetFile target)
    {
        (_reader, _leads, _list, _target) = (reader, leads, new HashedStream(list), target);
        _cells = reader.CellsOf(added);
        try
        {
            if (reader.HeaderRange is not null)
            {
                Write([.. added.Select(column => column.Name)]);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public bool Advance(Span<int> found)
    {
        if (_row == _leads.Count)
        {
            return false;
        }

        _row++;
        for (var i = 0; i < found.Length; i++)
        {
            var number = _leads.Found.Next();
            found[i] = (number & 1) == 0 ? (int)(number >> 1) : -1 - (int)(number >> 1);
        }

        return true;
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<string> added)
    {
        Copy((int)_leads.Ranges.Next());
        var first = Copy((int)_leads.Ranges.Next());
        var rest = (int)_leads.Ranges.Next();
        _cells.Write(_written, first, added);
        Copy(rest);
    }

    /// <inheritdoc/>
    public void Complete()
    {
        Copy((int)_leads.Ranges.Next());
        if (_next < _end || _list.Read(_read) > 0 || _list.Hash != _reader.Bytes.Hash)
        {
            throw Changed();
        }

        Send();
        _target.Complete();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _list.Dispose();
        _target.Dispose();
    }

    /// <summary>Copies so many bytes of the list, which stay valid until the next are copied.</summary>
    private ReadOnlySpan<byte> Copy(int length)
    {
        if (_end - _next < length)
        {
            Fill(length);
        }

        var bytes = _read.AsSpan(_next, length);
        _next += length;
        if (_written.WrittenCount + length > BlockSize)
        {
            Send();
        }

        _written.Write(bytes);
        return bytes;
    }

    private void Fill(int length)
    {
        var left = _read.AsSpan(_next, _end - _next);
        var target = length > _read.Length ? new byte[Math.Max(length, 2 * _read.Length)] : _read;
        left.CopyTo(target);
        (_read, _next, _end) = (target, 0, left.Length);
        _end += _list.ReadAtLeast(_read.AsSpan(_end), length - _end, throwOnEndOfStream: false);
        if (_end < length)
        {
            throw Changed();
        }
    }

    private void Send()
    {
        _target.Stream.Write(_written.WrittenSpan);
        _written.ResetWrittenCount();
    }

    private BadInputException Changed() => new(string.Create(
        CultureInfo.InvariantCulture,
        $"'{_reader.Name}' changed while the job ran, after its {_leads.Count} rows were read. Run the command again."));
}
