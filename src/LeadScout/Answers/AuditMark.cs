namespace LeadScout.Answers;

/// <summary>Says that an answer was an audit: the student had decided the text, and the seeded sampler drew it all the same.</summary>
/// <param name="StudentLabel">What the student had said.</param>
/// <param name="Probability">The probability of the draw, in (0, 1].</param>
public sealed record AuditMark(string StudentLabel, double Probability);
