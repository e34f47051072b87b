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
    private readonly Stack<(int Text, int Label)> _history = new(); // as it was said here: -1 for a skip

    /// <summary>By text: the label that a person gave, in this review or before.</summary>
    public IReadOnlyDictionary<int, int> ByPersons => _byPersons;

    /// <summary>Texts that were skipped in this review.</summary>
    public IReadOnlySet<int> Skipped => _skipped;

    /// <summary>Texts that got a label in this review.</summary>
    public IEnumerable<int> Answered => _history.Where(look => look.Label >= 0).Select(look => look.Text);

    /// <summary>Texts looked at in this review.</summary>
    public int Looks => _history.Count;

    /// <summary>Texts whose label a person kept in this review.</summary>
    public int Kept => _history.Count(look => look.Label >= 0 && look.Label == list.Texts[look.Text].Label);

    /// <summary>Appends a person's answer to the log.</summary>
    public async Task AnswerAsync(int text, int label, CancellationToken interrupt)
    {
        await corrector.CorrectAsync([(list.Texts[text].Text, question.Labels[label].Name)], interrupt);
        _byPersons[text] = label;
        _history.Push((text, label));
    }

    /// <summary>Leaves a text for another time.</summary>
    public void Skip(int text)
    {
        _skipped.Add(text);
        _history.Push((text, -1));
    }

    /// <summary>Takes note of a label that somebody else gave a text.</summary>
    public void Hear(int text, int label) => _byPersons[text] = label;

    /// <summary>The text that was last looked at and what was said of it, -1 for nothing; null when none was.</summary>
    public (int Text, int Label)? Last => _history.TryPeek(out var look) ? look : null;

    /// <summary>Leaves what was last said as it is: it can't be taken back any more.</summary>
    public void LeaveLast() => _history.TryPop(out _);

    /// <summary>Takes back what was last said; the text it was about, or null.</summary>
    public async Task<int?> UndoAsync(CancellationToken interrupt)
    {
        if (!_history.TryPeek(out var look))
        {
            return null;
        }

        if (!_skipped.Remove(look.Text))
        {
            await corrector.UndoAsync(list.Texts[look.Text].Text, interrupt);
            _byPersons.Remove(look.Text);
        }

        _history.Pop();
        return look.Text;
    }
}
