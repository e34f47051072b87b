using LeadScout.Answers;
using LeadScout.Questions;

namespace LeadScout.Patterns;

/// <summary>
/// That a pattern was decisive in a job for texts that were not asked; those that its retirement has reopened since are still counted.
/// </summary>
/// <param name="Job">The job.</param>
/// <param name="Question">The question.</param>
/// <param name="Pattern">The pattern.</param>
/// <param name="Texts">How many texts; at least 1.</param>
/// <param name="Rows">The rows of these texts; at least as many.</param>
public sealed record AppliedPattern(JobId Job, QuestionVersion Question, PatternKey Pattern, int Texts, long Rows);
