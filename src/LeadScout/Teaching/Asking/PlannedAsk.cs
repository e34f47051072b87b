using LeadScout.Answers;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Teaching.Asking;

/// <summary>One question about one text, on its way to the teacher. It comes back as an <see cref="AskOutcome"/>.</summary>
/// <param name="Question">The question.</param>
/// <param name="Key">The text's key.</param>
/// <param name="Text">The text as it stood in the list.</param>
/// <param name="Audit">Set when the student had decided it and this is to check.</param>
public sealed record PlannedAsk(Question Question, TextKey Key, string Text, AuditMark? Audit = null)
{
    /// <summary>Its identity, by which its outcome is found.</summary>
    public AskId Id => new(Question.Version, Key);

    /// <summary>Whether the teacher gave the text up in an earlier run, so that only the second teacher is still to be asked.</summary>
    public bool IsGivenUp { get; init; }
}
