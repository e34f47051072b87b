using LeadScout.Server.Jobs;

namespace LeadScout.Server.Comparing;

/// <summary>Counts rows by both labels, and keeps some of those that differ. Not thread-safe.</summary>
/// <param name="filter">Which of the changed rows are wanted.</param>
internal sealed class Tally(ChangeFilter filter)
{
    private readonly Dictionary<(string? Left, string? Right), long> _pairs = [];
    private readonly List<ChangedRow> _changed = [];
    private long _skipped;

    /// <summary>Rows counted.</summary>
    public long Rows { get; private set; }

    /// <summary>Rows with the same label.</summary>
    public long Agreeing { get; private set; }

    /// <summary>Whether there are more changed rows than are kept.</summary>
    public bool HasMore { get; private set; }

    /// <summary>The changed rows that are kept.</summary>
    public IReadOnlyList<ChangedRow> Changed => _changed;

    /// <summary>Rows by both labels, the most first.</summary>
    public IReadOnlyList<LabelPair> Pairs =>
    [
        .. _pairs.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.Left, StringComparer.Ordinal).ThenBy(pair => pair.Key.Right, StringComparer.Ordinal)
            .Select(pair => new LabelPair(pair.Key.Left, pair.Key.Right, pair.Value)),
    ];

    /// <summary>Counts a row; one without a label in both says nothing.</summary>
    public void Add(Row left, string? label, string source)
    {
        if (left.Label is null && label is null)
        {
            return;
        }

        Rows++;
        _pairs[(left.Label, label)] = _pairs.GetValueOrDefault((left.Label, label)) + 1;
        if (left.Label == label)
        {
            Agreeing++;
        }
        else if (filter.Matches(left.Label, label))
        {
            Keep(new ChangedRow(left.Number, left.Text, left.Label, label, left.Source, source));
        }
    }

    private void Keep(ChangedRow row)
    {
        if (_skipped < filter.Skip)
        {
            _skipped++;
        }
        else if (_changed.Count < filter.Take)
        {
            _changed.Add(row);
        }
        else
        {
            HasMore = true;
        }
    }
}

/// <summary>Which changed rows are wanted.</summary>
/// <param name="Left">Only with this label on the left; null for all, <see cref="RowFilter.NoLabel"/> for none.</param>
/// <param name="Right">Only with this label on the right.</param>
/// <param name="Skip">So many are left out at the beginning.</param>
/// <param name="Take">So many at most.</param>
internal sealed record ChangeFilter(string? Left, string? Right, int Skip, int Take)
{
    /// <summary>Whether a pair of labels is wanted.</summary>
    public bool Matches(string? left, string? right) =>
        (Left is null || (left ?? RowFilter.NoLabel) == Left) && (Right is null || (right ?? RowFilter.NoLabel) == Right);
}
