using LeadScout.Messages;
using LeadScout.Questions;

namespace LeadScout.Jobs.Lists;

/// <summary>The values of one column of labels, each looked up once. Not thread-safe.</summary>
internal sealed class GivenValues
{
    private readonly Dictionary<string, Seen> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Seen>.AlternateLookup<ReadOnlySpan<char>> _bySpan;
    private readonly LabelMatcher _matcher;
    private readonly Dictionary<string, int> _mapped = new(StringComparer.Ordinal);
    private readonly string _column;
    private long _rows;

    /// <param name="column">The column.</param>
    /// <param name="question">Whose labels they should be.</param>
    /// <param name="map">By a name in the list: the label that it means.</param>
    /// <exception cref="BadInputException">The map names a label that the question does not have.</exception>
    public GivenValues(string column, Question question, IEnumerable<KeyValuePair<string, string>> map)
    {
        (_column, _matcher, _bySpan) = (column, new LabelMatcher(question), _seen.GetAlternateLookup<ReadOnlySpan<char>>());
        foreach (var (name, label) in map)
        {
            _mapped[LabelMatcher.Fold(name)] = _matcher.IndexOf(label) is >= 0 and var index ? index : throw new BadInputException(
                "label-map",
                $"{Setting.LabelMap.To($"{name}={label}")}: '{label}' is no label of the question '{question.Name}'. Its labels are: {string.Join(", ", question.Labels)}.");
        }
    }

    /// <summary>The number of labels.</summary>
    public int Labels => _matcher.Labels.Length;

    /// <summary>Counts a row and gives its label's index, or -1.</summary>
    public int See(ReadOnlySpan<char> value, long row)
    {
        _rows++;
        if (!_bySpan.TryGetValue(value, out var seen))
        {
            var text = value.ToString();
            _seen.Add(text, seen = new Seen(IndexOf(text), row));
        }

        seen.Rows++;
        return seen.Label;
    }

    /// <summary>The index of the label that a value means, or -1.</summary>
    public int IndexOf(string value) =>
        _matcher.ExactIndexOf(value) is >= 0 and var exact ? exact
        : _mapped.TryGetValue(LabelMatcher.Fold(value), out var mapped) ? mapped
        : _matcher.IndexOf(value);

    /// <summary>What was seen.</summary>
    public GivenColumn Findings()
    {
        var all = _seen
            .Select(pair => new GivenLabel(
                pair.Key.Trim().Length == 0 ? "" : pair.Key,
                pair.Value.Label < 0 ? null : _matcher.Labels[pair.Value.Label].Name,
                pair.Value.Rows,
                pair.Value.FirstRow))
            .GroupBy(value => (value.Value, value.Label))
            .Select(same => new GivenLabel(same.Key.Value, same.Key.Label, same.Sum(value => value.Rows), same.Min(value => value.FirstRow)))
            .OrderByDescending(value => value.Rows)
            .ThenBy(value => value.FirstRow)
            .ToArray();
        return new GivenColumn(
            _column,
            _rows,
            [.. all.Where(value => value.Label is { } label && label != value.Value)],
            [.. all.Where(value => value.Label is null)]);
    }

    private sealed class Seen(int label, long firstRow)
    {
        public int Label { get; } = label;

        public long FirstRow { get; } = firstRow;

        public long Rows { get; set; }
    }
}
