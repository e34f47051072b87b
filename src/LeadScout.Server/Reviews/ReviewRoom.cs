using LeadScout.Application.Reviews;
using LeadScout.Questions;
using LeadScout.Reviews;
using LeadScout.Server.Answers;
using LeadScout.Server.Classifying;

namespace LeadScout.Server.Reviews;

/// <summary>A text that is shown for review.</summary>
/// <param name="Text">Its index in the list.</param>
/// <param name="Shown">The text.</param>
/// <param name="Rows">Rows with it.</param>
/// <param name="Label">The index of the list's label, -1 for none; null in a sample, where it is shown only after the person's.</param>
/// <param name="Because">Why a look is worth it; null in a sample.</param>
public sealed record ReviewText(int Text, string Shown, long Rows, int? Label, string? Because);

/// <summary>
/// One person's review of one list. Each word is in the log before the next text is shown. Not thread-safe: one person looks at one text at
/// a time.
/// </summary>
public sealed class ReviewRoom
{
    private readonly ListReview _review;
    private readonly Classifier _classifier;
    private readonly ReviewOrder? _queue;
    private readonly SampleSitting? _sample;
    private readonly PeoplesWords _words;
    private readonly string _by;
    private readonly Dictionary<int, string> _seen = []; // by text: the word of a person that this one has seen, where the review has shown one
    private (int Text, PersonsWord Word)? _heard;

    internal ReviewRoom(ListReview review, Reviewer reviewer, AccuracyMeter? meter, Classifier classifier, PeoplesWords words, string by)
    {
        (_review, Reviewer, _classifier, _words, _by) = (review, reviewer, classifier, words, by);
        _queue = meter is null ? review.Queue() : null;
        _sample = meter is null ? null : new SampleSitting(review.List, meter, reviewer);
    }

    /// <summary>What is asked.</summary>
    public Question Question => _review.Question;

    /// <summary>What has been said: looks, kept, skipped.</summary>
    public Reviewer Reviewer { get; }

    /// <summary>Rows drawn; 0 without a sample.</summary>
    public int SampleSize => _sample is null ? 0 : _review.List.Sample.Length;

    /// <summary>The accuracy by all that has been said; null without a sample.</summary>
    public Accuracy? Accuracy => _sample?.Accuracy;

    /// <summary>The text to look at; null when none is left.</summary>
    public ReviewText? Next()
    {
        if (_sample is not null)
        {
            return _sample.Next is { } row
                ? new ReviewText(row.Text, _review.List.Texts[row.Text].Text, _review.List.Texts[row.Text].Rows, null, null)
                : null;
        }

        return _queue!.Next() is { } item && _review.List.Texts[item.Text] is var text
            ? new ReviewText(item.Text, text.Text, text.Rows, text.Label, item.Because)
            : null;
    }

    /// <summary>Takes a person's label for a text: it is in the log, and learned, on return.</summary>
    /// <param name="text">The text's index.</param>
    /// <param name="label">The label's index in the question.</param>
    /// <param name="cancellation">Ends the wish.</param>
    /// <returns>The index of the label that the list has; -1 for none.</returns>
    /// <exception cref="RefusedException">Somebody else has said something about it meanwhile. Nothing was kept; whoever says it again means it.</exception>
    public async Task<int> AnswerAsync(int text, int label, CancellationToken cancellation)
    {
        var said = new SaidLabel(_review.List.Texts[text].Text, Question.Labels[label].Name, SeenOf(text));
        try
        {
            await _words.SayAsync(Question, said, _by, this, () => Reviewer.AnswerAsync(text, label, cancellation), cancellation);
        }
        catch (RefusedException e) when (e.Standing is { } standing)
        {
            _seen[text] = standing;
            throw;
        }

        (_seen[text], _heard) = (said.Label, null);
        _queue?.Learn(text, label);
        return _review.List.Texts[text].Label;
    }

    /// <summary>What somebody else has just said about a text that is shown, in words; null when nobody has.</summary>
    public string? HeardOf(int text) => _heard is { } heard && heard.Text == text
        ? heard.Word.Label is { } label ? $"{heard.Word.By} has just said {label}." : $"{heard.Word.By} has just taken a word about it back."
        : null;

    /// <summary>
    /// Takes note of what somebody else has said: of a text that is shown it is told; another is theirs, and is not shown any more.
    /// </summary>
    /// <returns>Whether it is about a text of this review.</returns>
    internal bool Hear(PersonsWord word)
    {
        var text = word.Question == Question.Version && !ReferenceEquals(word.Origin, this) ? TextOf(word) : -1;
        if (text < 0)
        {
            return false;
        }

        if (Next()?.Text == text)
        {
            _heard = (text, word);
        }
        else if (word.Label is not null && Question.IndexOf(word.Label) is >= 0 and var label)
        {
            Take(text, label);
        }

        return true;
    }

    /// <summary>Leaves a text for another time; one that somebody else has just spoken of is left as they said.</summary>
    public void Skip(int text)
    {
        if (_heard is { Word.Label: { } theirs } heard && heard.Text == text && Question.IndexOf(theirs) is >= 0 and var label)
        {
            _heard = null;
            Take(text, label);
            return;
        }

        Reviewer.Skip(text);
        _queue?.Skip(text);
    }

    /// <summary>Takes back what was last said in this room; the text that it was about, or null.</summary>
    /// <exception cref="RefusedException">Somebody else has had the last word about it since; it stays on record below theirs.</exception>
    public async Task<int?> UndoAsync(CancellationToken cancellation)
    {
        if (Reviewer.Last is not { } last)
        {
            return null;
        }

        if (last.Label < 0)
        {
            await Reviewer.UndoAsync(cancellation);
        }
        else
        {
            await TakeBackAsync(last.Text, Question.Labels[last.Label].Name, cancellation);
        }

        _queue?.TakeBack(last.Text);
        return last.Text;
    }

    private async Task TakeBackAsync(int text, string label, CancellationToken cancellation)
    {
        var said = new SaidLabel(_review.List.Texts[text].Text, label);
        try
        {
            await _words.TakeBackAsync(Question, said, _by, this, () => Reviewer.UndoAsync(cancellation), cancellation);
        }
        catch (RefusedException e) when (e.Standing is not null)
        {
            Reviewer.LeaveLast();
            throw;
        }

        _seen[text] = await _words.LastAsync(Question, said.Text, cancellation) ?? "";
    }

    private void Take(int text, int label)
    {
        Reviewer.Hear(text, label);
        _queue?.Learn(text, label);
    }

    private string SeenOf(int text) => _seen.TryGetValue(text, out var seen) ? seen
        : Reviewer.ByPersons.TryGetValue(text, out var label) ? Question.Labels[label].Name : "";

    private int TextOf(PersonsWord word)
    {
        for (var i = 0; i < _review.List.Texts.Length; i++)
        {
            if (_review.List.Texts[i].Key == word.Stored)
            {
                return i;
            }
        }

        return -1;
    }
}
