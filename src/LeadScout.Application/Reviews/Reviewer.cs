using LeadScout.Application.AnswerLog;
using LeadScout.Questions;
using LeadScout.Reviews;

namespace LeadScout.Application.Reviews;

/// <summary>
/// What has been said in a review so far. Each word is in the log before the next text is shown, so a review can be stopped and resumed at
/// any time.
/// </summary>
public sealed class Reviewer(Corrector corrector, Question question, LabelledList list, LoggedWord logged)
{
    private readonly Dictionary<int, int> _byPersons = new(logged.ByPersons);
    private readonly HashSet<int> _skipped = [];
    private readonly Stack<int> _history = new();

    /// <summary>By text: the label that a person gave, in this review or before.</summary>
    public IReadOnlyDictionary<int, int> ByPersons => _byPersons;

    /// <summary>Texts that were skipped in this review.</summary>
    public IReadOnlySet<int> Skipped => _skipped;

    /// <summary>Texts that got a label in this review.</summary>
    public IEnumerable<int> Answered => _history.Where(text => !_skipped.Contains(text));

    /// <summary>Texts looked at in this review.</summary>
    public int Looks => _history.Count;

    /// <summary>Texts whose label a person kept in this review.</summary>
    public int Kept => Answered.Count(text => _byPersons[text] == list.Texts[text].Label);

    /// <summary>Appends a person's answer to the log.</summary>
    public async Task AnswerAsync(int text, int label, CancellationToken interrupt)
    {
        await corrector.CorrectAsync([(list.Texts[text].Text, question.Labels[label].Name)], interrupt);
        _byPersons[text] = label;
        _history.Push(text);
    }

    /// <summary>Leaves a text for another time.</summary>
    public void Skip(int text)
    {
        _skipped.Add(text);
        _history.Push(text);
    }

    /// <summary>Takes back what was last said; the text it was about, or null.</summary>
    public async Task<int?> UndoAsync(CancellationToken interrupt)
    {
        if (!_history.TryPop(out var text))
        {
            return null;
        }

        if (!_skipped.Remove(text))
        {
            await corrector.UndoAsync(list.Texts[text].Text, interrupt);
            _byPersons.Remove(text);
        }

        return text;
    }
}
