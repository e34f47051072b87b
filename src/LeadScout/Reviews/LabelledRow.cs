using LeadScout.Questions;

namespace LeadScout.Reviews;

/// <summary>A row of a labelled list, drawn into a sample.</summary>
/// <param name="Row">Its number, from 1.</param>
/// <param name="Text">The index of its text.</param>
/// <param name="Label">The index of its label.</param>
/// <param name="PredictedError">How probable it is that the label is wrong, as far as the list itself tells: what the student doubts, and 0
/// where somebody answered.</param>
public sealed record LabelledRow(long Row, int Text, int Label, double PredictedError);
