namespace LeadScout.ActiveLearning;

/// <summary>Some of the texts that a student judges without studying them.</summary>
/// <param name="Lessons">How many lessons the student has learnt since the job began: with more or fewer it says something else.</param>
/// <param name="From">Place of the first, among the texts that are not studied, in the order of the list.</param>
/// <param name="Count">How many.</param>
public readonly record struct JudgingRange(int Lessons, int From, int Count);
