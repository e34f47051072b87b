using System.Collections.Immutable;
using LeadScout.Classifiers;
using LeadScout.Questions;

namespace LeadScout.Reviews;

/// <summary>
/// The texts of a labelled list where a person's look is worth most, by doubt × rows: where the student was unsure, where it disagrees with
/// an answer that it has not seen, where answers in the log contradict one another, and where there is no label. A person's answer is
/// learned at once: the order of the worthiest texts follows it. Not thread-safe.
/// </summary>
public sealed class ReviewOrder
{
    /// <summary>Texts that are ordered anew after each answer.</summary>
    public const int Pool = 1_000;

    private readonly ImmutableArray<LabelledText> _texts;
    private readonly IReadOnlyDictionary<int, string> _conflicts;
    private readonly SecondThoughts _thoughts;
    private readonly HashSet<int> _done;
    private readonly List<ReviewItem> _pool;
    private ReviewItem? _again;

    /// <param name="texts">The list's.</param>
    /// <param name="question">What it was asked.</param>
    /// <param name="byPersons">Labels by persons, by text: they are lessons, and need no further look.</param>
    /// <param name="conflicts">By text: what in the log contradicts its label, in words.</param>
    /// <param name="vectors">What the texts mean, in their order; null where nothing says.</param>
    public ReviewOrder(
        ImmutableArray<LabelledText> texts,
        Question question,
        IReadOnlyDictionary<int, int> byPersons,
        IReadOnlyDictionary<int, string> conflicts,
        TextVectors? vectors = null)
    {
        (_texts, _conflicts, _done) = (texts, conflicts, [.. byPersons.Keys]);
        _thoughts = new SecondThoughts(texts, question, byPersons, vectors);
        _pool =
            [.. Enumerable.Range(0, texts.Length).Where(text => !_done.Contains(text)).Select(ItemOf).OrderByDescending(Worth)
                .ThenBy(item => item.Text).Take(Pool)];
    }

    /// <summary>The text that is worth most now; null when none of the worthiest is left.</summary>
    public ReviewItem? Next() => _again ?? _pool.Find(item => !_done.Contains(item.Text));

    /// <summary>Leaves a text out.</summary>
    public void Skip(int text) => Finish(text);

    /// <summary>Learns a person's answer and leaves the text out.</summary>
    public void Learn(int text, int label)
    {
        Finish(text);
        _thoughts.Learn(text, label);
        Refresh();
    }

    /// <summary>Takes a text in again, as the very next: who takes a word back has another.</summary>
    public void TakeBack(int text)
    {
        _done.Remove(text);
        _again = ItemOf(text);
        if (_texts[text].Label >= 0)
        {
            _thoughts.Learn(text, _texts[text].Label);
        }

        Refresh();
    }

    private void Finish(int text)
    {
        _done.Add(text);
        _again = _again?.Text == text ? null : _again;
    }

    private void Refresh()
    {
        for (var i = 0; i < _pool.Count; i++)
        {
            _pool[i] = _done.Contains(_pool[i].Text) ? _pool[i] : ItemOf(_pool[i].Text);
        }

        _pool.Sort((a, b) => Worth(b).CompareTo(Worth(a)) is not 0 and var order ? order : a.Text.CompareTo(b.Text));
    }

    private ReviewItem ItemOf(int text)
    {
        const double Conflicting = 0.5;
        if (_texts[text].Label < 0)
        {
            return new ReviewItem(text, 1, "no label yet");
        }

        var (doubt, because) = _thoughts.Of(text);
        return _conflicts.TryGetValue(text, out var conflict)
            ? new ReviewItem(text, Math.Max(doubt, Conflicting), conflict)
            : new ReviewItem(text, doubt, because);
    }

    private double Worth(ReviewItem item) => item.Doubt * _texts[item.Text].Rows;
}
