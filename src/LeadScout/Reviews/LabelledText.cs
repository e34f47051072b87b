using LeadScout.Classifiers;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Reviews;

/// <summary>A distinct text of a labelled list.</summary>
/// <param name="Text">As it first stands in the list.</param>
/// <param name="Key">Its key.</param>
/// <param name="Rows">Rows with it.</param>
/// <param name="Label">The index of its label; -1 for an undecided text.</param>
/// <param name="Source">Who decided it, as the list says.</param>
/// <param name="Confidence">How surely, as the list says.</param>
public sealed record LabelledText(string Text, TextKey Key, long Rows, int Label, DecisionSource Source, double Confidence);
