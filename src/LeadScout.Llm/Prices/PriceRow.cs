using LeadScout.Teaching;

namespace LeadScout.Llm.Prices;

/// <summary>What one model charges and takes, and how we know.</summary>
/// <param name="Model">A teacher's name, as in <c>openai:gpt-5-mini</c>; or all models of a provider, as in <c>ollama:*</c>.</param>
/// <param name="Price">US dollars per million tokens.</param>
/// <param name="Limits">What it takes in one call; null when unknown.</param>
/// <param name="Date">When the source said so.</param>
/// <param name="Source">Who said so.</param>
public sealed record PriceRow(string Model, Price Price, ModelLimits? Limits, DateOnly Date, string Source);
