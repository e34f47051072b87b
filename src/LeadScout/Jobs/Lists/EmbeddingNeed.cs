namespace LeadScout.Jobs.Lists;

/// <summary>What is to be embedded before the first ask.</summary>
/// <param name="Model">What embeds.</param>
/// <param name="Texts">Texts that have no vector in the store yet: distinct ones of the list, and those answered earlier.</param>
public sealed record EmbeddingNeed(string Model, int Texts);
