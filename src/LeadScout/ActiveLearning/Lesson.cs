namespace LeadScout.ActiveLearning;

/// <summary>An answer that a student has learnt.</summary>
/// <param name="Text">Index of the text in its list.</param>
/// <param name="Label">Index of the label.</param>
public readonly record struct Lesson(int Text, int Label);
