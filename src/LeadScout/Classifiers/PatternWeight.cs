using LeadScout.Patterns;

namespace LeadScout.Classifiers;

/// <summary>What one pattern said about a text.</summary>
/// <param name="Pattern">Its readable name, as in <c>word:vertrieb</c>.</param>
/// <param name="Weight">In log odds of the student's label over the runner-up; above 0 speaks for the label.</param>
/// <param name="Answers">Answered texts that have the pattern.</param>
/// <param name="Agreeing">How many of them got the label.</param>
public sealed record PatternWeight(string Pattern, double Weight, int Answers, int Agreeing);
