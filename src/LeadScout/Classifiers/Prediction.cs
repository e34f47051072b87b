using LeadScout.Questions;

namespace LeadScout.Classifiers;

/// <summary>The student's label for a text.</summary>
/// <param name="Label">Index of the label.</param>
/// <param name="RunnerUp">Index of the second most probable label.</param>
/// <param name="ErrorProbability">Estimated probability, 0 to 1, that the teacher would have said otherwise. An estimate, not a
/// promise.</param>
public readonly record struct Prediction(int Label, int RunnerUp, double ErrorProbability);

/// <summary>What one feature added to the score of the label over the runner-up.</summary>
/// <param name="Feature">Index in the feature table.</param>
/// <param name="Weight">Difference in log odds; above 0 speaks for the label.</param>
/// <param name="Answers">Number of answered texts with the feature.</param>
/// <param name="Agreeing">How many of them got the label.</param>
public readonly record struct Contribution(int Feature, double Weight, int Answers, int Agreeing);
