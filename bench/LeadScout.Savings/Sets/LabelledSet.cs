using System.Collections.Immutable;
using LeadScout.Questions;
using LeadScout.Reviews;
using LeadScout.Texts;

namespace LeadScout.Savings.Sets;

/// <summary>
/// A benchmark set: its rows, its distinct texts, and what the teacher says about each: the label of the row in which the text first
/// stands. Immutable and thread-safe.
/// </summary>
internal sealed class LabelledSet
{
    private readonly Dictionary<TextKey, int> _indexOf = [];
    private readonly List<string> _texts = [];
    private readonly List<int> _labels = [];
    private readonly int[] _textOfRow;

    public LabelledSet(string name, IReadOnlyList<LabelledRow> rows)
    {
        Name = name;
        Rows = [.. rows];
        var labels = rows.Select(row => row.Label).Distinct().Order(StringComparer.Ordinal).Select(label => new Label(label));
        Question = new Question(
            "label", $"Which label fits the text? The texts are rows of the list {name}.", TextTemplate.OfColumn("text"), labels);
        _textOfRow = [.. rows.Select(TextOf)];
    }

    /// <summary>The file's name without its ending.</summary>
    public string Name { get; }

    /// <summary>The rows in file order.</summary>
    public ImmutableArray<LabelledRow> Rows { get; }

    /// <summary>The question that the labels answer; labels in ordinal order.</summary>
    public Question Question { get; }

    /// <summary>Distinct texts, by text key, in the order in which they first stand.</summary>
    public IReadOnlyList<string> Texts => _texts;

    /// <summary>By distinct text: the index of the teacher's label.</summary>
    public IReadOnlyList<int> Labels => _labels;

    /// <summary>The distinct text of a row.</summary>
    public int TextOfRow(int row) => _textOfRow[row];

    /// <summary>The distinct text of this key.</summary>
    public int IndexOf(TextKey key) => _indexOf[key];

    private int TextOf(LabelledRow row)
    {
        var key = TextKey.Of(row.Text);
        if (_indexOf.TryAdd(key, _texts.Count))
        {
            _texts.Add(row.Text);
            _labels.Add(Question.IndexOf(row.Label));
        }

        return _indexOf[key];
    }
}
