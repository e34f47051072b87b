namespace LeadScout.Cli.Review;

/// <summary>How a review goes.</summary>
/// <param name="Sample">Rows to draw; null to look where it is worth most.</param>
/// <param name="Limit">The most texts to look at.</param>
/// <param name="Seed">Of the draw.</param>
/// <param name="Confidence">Of the accuracy.</param>
/// <param name="By">The person.</param>
internal sealed record ReviewOptions(int? Sample, int Limit, ulong Seed, double Confidence, string By);
