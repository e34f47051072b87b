using System.Collections.Immutable;
using LeadScout.Questions;

namespace LeadScout.Jobs.Lists;

/// <summary>
/// What stands in a list's columns of hints, text by text: of a text with several values in a column the one in most of its rows, of these
/// the first. Case, accents and blanks make no difference. Immutable once it is read.
/// </summary>
internal sealed class ListHints
{
    private readonly int[][] _values; // by text, by column

    private ListHints(ImmutableArray<ImmutableArray<int>> labelOf, int[][] values) => (LabelOf, _values) = (labelOf, values);

    /// <summary>By column, by value: the label that the value is called like, or -1. Value 0 stands for a blank.</summary>
    public ImmutableArray<ImmutableArray<int>> LabelOf { get; }

    /// <summary>A text's value in each column.</summary>
    public int[] Of(int text) => _values[text];

    /// <summary>Streams the list once more.</summary>
    /// <param name="request">The list; its settings name the columns.</param>
    /// <param name="question">How a lead becomes a text, and the labels that values may be called like.</param>
    /// <param name="texts">The list's texts.</param>
    /// <param name="interrupt">The wish to stop.</param>
    /// <exception cref="BadInputException">The list has changed meanwhile, or lacks a column.</exception>
    public static ListHints Read(JobRequest request, Question question, LeadTexts texts, CancellationToken interrupt)
    {
        var columns = request.Settings.Hints;
        var found = columns.Select(_ => new HintValues(texts.Count, new LabelMatcher(question))).ToArray();
        using var rows = new GivenRows(request, question, columns);
        while (rows.Read())
        {
            interrupt.ThrowIfCancellationRequested();
            if (rows.TextIn(texts) is >= 0 and var text)
            {
                for (var column = 0; column < found.Length; column++)
                {
                    found[column].See(text, rows.Label(column));
                }
            }
        }

        var most = Array.ConvertAll(found, values => values.Most());
        return new ListHints(
            [.. found.Select(values => values.LabelOf)],
            [.. Enumerable.Range(0, texts.Count).Select(text => Array.ConvertAll(most, values => values[text]))]);
    }

    /// <summary>The values of one column.</summary>
    private sealed class HintValues(int texts, LabelMatcher labels)
    {
        private readonly Dictionary<string, int> _values = new(StringComparer.Ordinal) { [""] = 0 };
        private readonly List<int> _labelOf = [-1];
        private readonly int[] _only = new int[texts]; // by text: its value + 1 while it has but one, 0 before, -1 once it has several
        private readonly long[] _rows = new long[texts];
        private readonly Dictionary<int, OrderedDictionary<int, long>> _several = [];

        public ImmutableArray<int> LabelOf => [.. _labelOf];

        public void See(int text, ReadOnlySpan<char> written)
        {
            var value = ValueOf(written.ToString());
            if (_only[text] == 0 || _only[text] == value + 1)
            {
                (_only[text], _rows[text]) = (value + 1, _rows[text] + 1);
                return;
            }

            if (_only[text] > 0)
            {
                _several.Add(text, new OrderedDictionary<int, long> { { _only[text] - 1, _rows[text] } });
                _only[text] = -1;
            }

            var counts = _several[text];
            counts[value] = counts.GetValueOrDefault(value) + 1;
        }

        /// <summary>By text: its commonest value.</summary>
        public int[] Most() => [.. Enumerable.Range(0, texts).Select(
            text => _only[text] >= 0 ? Math.Max(0, _only[text] - 1) : _several[text].MaxBy(pair => pair.Value).Key)];

        private int ValueOf(string written)
        {
            var folded = LabelMatcher.Fold(written);
            if (!_values.TryGetValue(folded, out var value))
            {
                _values.Add(folded, value = _labelOf.Count);
                _labelOf.Add(labels.IndexOf(written));
            }

            return value;
        }
    }
}
