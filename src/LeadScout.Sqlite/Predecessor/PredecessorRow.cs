using LeadScout.Questions;

namespace LeadScout.Sqlite.Predecessor;

/// <summary>What one of the predecessor's rows says; null for what is missing or not of the kind that it should be.</summary>
/// <param name="Row">Its number in the table.</param>
/// <param name="Text">The name as it stood in the list.</param>
/// <param name="Label">The label.</param>
/// <param name="Provider">Who was asked.</param>
/// <param name="At">When; a time without a zone counts as UTC.</param>
public sealed record PredecessorRow(long Row, string? Text, string? Label, string? Provider, DateTimeOffset? At);
