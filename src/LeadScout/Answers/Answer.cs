using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Answers;

/// <summary>One entry of the answer log: a label for a text under a question version, and who gave it.</summary>
public sealed record Answer
{
    /// <summary>The place in the log, from 1, given by the log; 0 before it is committed.</summary>
    public long Position { get; init; }

    /// <summary>The question it answers.</summary>
    public required QuestionVersion Question { get; init; }

    /// <summary>The text's key.</summary>
    public required TextKey Key { get; init; }

    /// <summary>The text as it stood in the list; "" in a log that keeps keys alone.</summary>
    public required string Text { get; init; }

    /// <summary>One of the question's labels.</summary>
    public required string Label { get; init; }

    /// <summary>Teacher or person.</summary>
    public required AnswerSource Source { get; init; }

    /// <summary>The teacher's name (<c>openai:gpt-5-mini</c>) or the person's.</summary>
    public required string By { get; init; }

    /// <summary>The job it was asked in, if any.</summary>
    public JobId? Job { get; init; }

    /// <summary>The paid call it came from, if any.</summary>
    public long? Call { get; init; }

    /// <summary>When it was committed.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Set when the answer was an audit of the student.</summary>
    public AuditMark? Audit { get; init; }

    /// <summary>
    /// For an imported answer: the call that paid for it in the log where it was given. It is none of this log's calls, and in no bill
    /// here.
    /// </summary>
    public long? ImportedCall { get; init; }

    /// <summary>Set when the answer, a person's, was taken back.</summary>
    public Retraction? Retracted { get; init; }

    /// <summary>A person's answer, not yet in a log.</summary>
    /// <param name="question">What was asked.</param>
    /// <param name="keys">How the log's texts become keys.</param>
    /// <param name="text">The text as it stands.</param>
    /// <param name="label">One of the question's labels, spelled as there.</param>
    /// <param name="by">The person.</param>
    /// <param name="at">When it was said.</param>
    /// <exception cref="BadInputException">The text says nothing once it is normalised.</exception>
    public static Answer OfPerson(Question question, TextKeys keys, string text, string label, string by, DateTimeOffset at) => new()
    {
        Question = question.Version,
        Key = TextNormaliser.Normalise(text).Length > 0
            ? keys.Of(text)
            : throw new BadInputException("A text is blank: there is nothing to correct. Give the text as it stands in the list."),
        Text = text,
        Label = label,
        Source = AnswerSource.Person,
        By = by,
        At = at,
    };

    /// <summary>The number of the call that paid for it, in this log or in the one where it was given.</summary>
    public long? PaidBy => Call ?? ImportedCall;
}
