using LeadScout.Questions;
using LeadScout.Reviews;

namespace LeadScout.Savings.Sets;

/// <summary>A row of a benchmark set.</summary>
/// <param name="Text">The text, not blank.</param>
/// <param name="Label">What the teacher says about it.</param>
/// <param name="Gold">What is true; the same as the label where the gold label is the teacher.</param>
internal readonly record struct LabelledRow(string Text, string Label, string Gold);
