using System.Text.Json.Serialization;
using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Hints;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Teaching;
using LeadScout.Texts;

namespace LeadScout.Streaming;

/// <summary>What the cascade says about one text.</summary>
/// <param name="Key">The text's key.</param>
/// <param name="Label">The label's name, or null when undecided.</param>
/// <param name="Decision">Who decided, how surely, or why nobody did.</param>
/// <param name="Reason">For an undecided text: what happened, in words; else null.</param>
public sealed record Classification(TextKey Key, string? Label, Decision Decision, string? Reason)
{
    /// <summary>
    /// The answer or the rule behind the decision; null for an undecided text. What the student saw in a text takes longer to find than the
    /// decision does: it is null as well until it is asked for with <see cref="Cascade.WhyOf"/>.
    /// </summary>
    public Why? Why { get; init; }

    /// <summary>
    /// The answered texts that are nearest in meaning to one that the student decided, the nearest first; null where it has no vector, and
    /// until they are asked for: with <see cref="Cascade.NearestAsync"/>, or by whoever explains.
    /// </summary>
    public IReadOnlyList<NearAnswer>? Like { get; init; }

    /// <summary>Who decided.</summary>
    public DecisionSource Source => Decision.Source;

    /// <summary>0..1: 1 for the teacher, a person or a rule; for the student its estimate of agreeing with the teacher.</summary>
    public double Confidence => Decision.Confidence;

    /// <summary>The vector that the student saw; empty for none.</summary>
    internal ReadOnlyMemory<Half> Vector { get; init; }

    /// <summary>What happened, for whoever shows it in a user's own words; null where nothing was asked.</summary>
    internal UserMessage? Wording { get; init; }

    /// <summary>Why nothing more is asked; null where the text is decided, or was given up.</summary>
    internal AskStop? Stop { get; init; }

    /// <summary>
    /// What the teacher's client threw when it was asked, where that may be why there is no label; else null. Its text may quote what was
    /// asked about, so it goes nowhere but to the caller.
    /// </summary>
    [JsonIgnore]
    public Exception? Cause { get; init; }

    /// <summary>The reason, with what can be set or done in somebody's words.</summary>
    /// <param name="words">How a remedy is said.</param>
    public string? ReasonIn(Func<Remedy, string> words) => Wording?.In(words) ?? Reason;

    /// <summary>The same with the nearest texts as they were asked about: a student knows them as it compares them.</summary>
    /// <param name="question">What was asked.</param>
    /// <param name="log">The answers.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Classification> AsAskedAsync(Question question, IAnswerLog log, CancellationToken cancellationToken = default) =>
        Like is null
            ? this
            : this with { Like = await NearAnswer.AsAskedAsync(question, log, Like, cancellationToken).ConfigureAwait(false) };

    /// <summary>What was asked on its account; null when nothing was, or when another had set off the asking.</summary>
    public AskBill? Bill { get; init; }
}
