namespace LeadScout.Application.Reports;

/// <summary>What <c>patterns list</c> says, for a program.</summary>
/// <param name="Question">The question's name.</param>
/// <param name="Teacher">Whose answers count beside those of persons; null when there are none.</param>
/// <param name="Answers">Answered texts.</param>
/// <param name="Matching">Patterns that match, shown or not.</param>
/// <param name="Patterns">Those shown, in order.</param>
public sealed record PatternListDocument(string Question, string? Teacher, int Answers, int Matching, IReadOnlyList<PatternLineDocument> Patterns);
