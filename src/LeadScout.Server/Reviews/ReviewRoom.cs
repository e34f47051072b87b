using LeadScout.Application.Reviews;
using LeadScout.Questions;
using LeadScout.Reviews;
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

    internal ReviewRoom(ListReview review, Reviewer reviewer, AccuracyMeter? meter, Classifier classifier)
    {
        (_review, Reviewer, _classifier) = (review, reviewer, classifier);
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
    public async Task<int> AnswerAsync(int text, int label, CancellationToken cancellation)
    {
        await Reviewer.AnswerAsync(text, label, cancellation);
        _queue?.Learn(text, label);
        await _classifier.CatchUpAsync(Question.Version, cancellation);
        return _review.List.Texts[text].Label;
    }

    /// <summary>Leaves a text for another time.</summary>
    public void Skip(int text)
    {
        Reviewer.Skip(text);
        _queue?.Skip(text);
    }

    /// <summary>Takes back what was last said in this room; the text that it was about, or null.</summary>
    public async Task<int?> UndoAsync(CancellationToken cancellation)
    {
        var back = await Reviewer.UndoAsync(cancellation);
        if (back is { } text)
        {
            _queue?.TakeBack(text);
            _classifier.Reopen(Question.Version);
        }

        return back;
    }
}
