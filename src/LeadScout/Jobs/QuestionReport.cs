using LeadScout.Questions;

namespace LeadScout.Jobs;

/// <summary>What one of several questions of a job came to.</summary>
/// <param name="Question">The question's name.</param>
/// <param name="Report">Its rows, its certificate, and its part of the bill: a call that asks several questions is split evenly among
/// them.</param>
public sealed record QuestionReport(string Question, JobReport Report);
