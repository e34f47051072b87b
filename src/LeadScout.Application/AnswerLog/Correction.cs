using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Questions;

namespace LeadScout.Application.AnswerLog;

/// <summary>What a person's word about a text came to.</summary>
/// <param name="Text">The text.</param>
/// <param name="Label">The label that counts now, whoever gave it; null when nothing is known any more.</param>
/// <param name="Changed">Whether anything was appended to the log.</param>
/// <param name="Contradicts">The answers that counted before, each for its teacher, and said otherwise.</param>
public sealed record Correction(string Text, string? Label, bool Changed, ImmutableArray<Answer> Contradicts)
{
    /// <summary>
    /// Whether anybody had answered about the text before. Where nobody had, either the student decided it, or no list has it as it is written:
    /// which of the two is not on record.
    /// </summary>
    public bool AnsweredBefore { get; init; } = true;
}
