using LeadScout.Questions;

namespace LeadScout.Classifiers;

/// <summary>A prediction made just before its answer arrived, and the answer.</summary>
/// <param name="Scores">The members' scores, member-major.</param>
/// <param name="DoubtFeatures">What the error model looked at.</param>
/// <param name="Label">The answer.</param>
/// <param name="Wrong">Whether the prediction differed from the answer.</param>
internal sealed record PrequentialRecord(float[] Scores, float[] DoubtFeatures, int Label, bool Wrong);
