using LeadScout.Jobs.Lists;
using LeadScout.Questions;

namespace LeadScout.Files.Trails;

/// <summary>Remembers how many bytes every lead takes, and what was found for it.</summary>
internal sealed class LeadTrail : ILeadTrail
{
    private readonly IRangedReader _reader;
    private readonly Func<Stream> _open;
    private readonly Func<IReadOnlyList<AddedColumn>, TargetFile> _target;
    private readonly NumberSpill _ranges = new(); // the reading thread's
    private readonly NumberSpill _found = new(); // the noting thread's
    private long _taken;
    private long _noted;
    private long _length; // in bytes, of what was taken
    private bool _isWhole;

    private LeadTrail(IRangedReader reader, Func<Stream> open, Func<IReadOnlyList<AddedColumn>, TargetFile> target)
    {
        (_reader, _open, _target) = (reader, open, target);
        if (reader.HeaderRange is { } header)
        {
            Add(header);
        }
    }

    /// <summary>Follows a reader that stands before its first lead; null where its leads are no ranges.</summary>
    /// <param name="reader">Any.</param>
    /// <param name="open">Opens the bytes that it reads, at their beginning.</param>
    /// <param name="target">Opens where the result goes.</param>
    public static LeadTrail? Of(ILeadReader reader, Func<Stream> open, Func<IReadOnlyList<AddedColumn>, TargetFile> target) =>
        reader is IRangedReader { HasRanges: true } ranged ? new LeadTrail(ranged, open, target) : null;

    /// <inheritdoc/>
    public void Take()
    {
        Add(_reader.Range);
        _taken++;
    }

    /// <inheritdoc/>
    public void TakeEnd()
    {
        _ranges.Add((uint)_reader.EndLength);
        _isWhole = _length + _reader.EndLength == _reader.Bytes.Count;
    }

    /// <inheritdoc/>
    public void Note(ReadOnlySpan<int> found)
    {
        foreach (var number in found)
        {
            // Small negative numbers and indexes alike take few bytes.
            _found.Add(number >= 0 ? (uint)number << 1 : ((uint)(-1 - number) << 1) | 1);
        }

        _noted++;
    }

    /// <inheritdoc/>
    public ILeadRewriter? Rewrite(IReadOnlyList<AddedColumn> added)
    {
        if (!_isWhole || _taken != _noted)
        {
            return null;
        }

        _ranges.Rewind();
        _found.Rewind();
        if (_ranges.IsLost || _found.IsLost)
        {
            return null;
        }

        var target = _target(added);
        try
        {
            return new LeadRewriter(_reader, new FollowedLeads(_ranges, _found, _taken), _open(), added, target);
        }
        catch (Exception e)
        {
            target.Dispose();
            throw e is IOException or UnauthorizedAccessException
                ? new BadInputException($"'{_reader.Name}' can't be read a second time: {e.Message} Run the command again.", e)
                : e;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ranges.Dispose();
        _found.Dispose();
    }

    private void Add(LeadRange range)
    {
        _ranges.Add((uint)range.Before);
        _ranges.Add((uint)range.First);
        _ranges.Add((uint)range.Rest);
        _length += (long)range.Before + range.First + range.Rest;
    }
}
