using LeadScout.Hints;

namespace LeadScout.Cli.Review;

/// <summary>How a review goes.</summary>
/// <param name="Sample">Rows to draw; null to look where it is worth most.</param>
/// <param name="Limit">The most texts to look at.</param>
/// <param name="Seed">Of the draw.</param>
/// <param name="Confidence">Of the accuracy.</param>
/// <param name="By">The person.</param>
/// <param name="Embedder">What embeds texts that have no vector yet; null to go by those that are kept.</param>
/// <param name="KeepsVectors">Whether a database that keeps no texts keeps vectors all the same.</param>
internal sealed record ReviewOptions(
    int? Sample, int Limit, ulong Seed, double Confidence, string By, IEmbedder? Embedder = null, bool KeepsVectors = false);
