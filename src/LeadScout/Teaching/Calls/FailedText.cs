using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Teaching.Calls;

/// <summary>A text that the teacher was asked about in vain, for good in this job unless another gives a second opinion.</summary>
/// <param name="Question">The question that was asked about it.</param>
/// <param name="Key">The text's key.</param>
/// <param name="Reason">Why, without any lead text.</param>
public sealed record FailedText(QuestionVersion Question, TextKey Key, string Reason)
{
    /// <summary>Who was asked in vain; null in jobs of versions that did not keep it. A second opinion may still be open.</summary>
    public string? Teacher { get; init; }

    /// <summary>Whose fault it was.</summary>
    public FaultOf FaultOf { get; init; }
}
