using LeadScout.Server.Analytics;
using LeadScout.Server.Questions;

namespace LeadScout.Server.Dashboard.Learned;

/// <summary>The learning in figures, as it stood when the page was read.</summary>
/// <param name="Days">Answers by day and question.</param>
/// <param name="Savings">What was saved, by month and question.</param>
/// <param name="Jobs">What each job's calls taught, newest first.</param>
/// <param name="Questions">All questions; those with answers first.</param>
public sealed record LearnedFigures(
    IReadOnlyList<AnswersOfDay> Days, IReadOnlyList<SavingsMonth> Savings, IReadOnlyList<JobLearning> Jobs,
    IReadOnlyList<KnownQuestion> Questions);
