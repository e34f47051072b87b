using LeadScout.Texts;

namespace LeadScout.Jobs;

/// <summary>A text that the teacher was asked about in vain, for good in this job.</summary>
/// <param name="Key">The text's key.</param>
/// <param name="Reason">Why, without any lead text.</param>
public sealed record FailedText(TextKey Key, string Reason);
