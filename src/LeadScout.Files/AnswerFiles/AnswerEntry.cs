using LeadScout.Answers;

namespace LeadScout.Files.AnswerFiles;

/// <summary>One answer of a file.</summary>
/// <param name="Answer">The answer, without a place in a log; the call that paid for it stands as imported.</param>
/// <param name="QuestionName">What people call its question, if the file says.</param>
public sealed record AnswerEntry(Answer Answer, string? QuestionName);
