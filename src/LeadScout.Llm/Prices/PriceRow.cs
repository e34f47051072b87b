using LeadScout.Teaching;

namespace LeadScout.Llm.Prices;

/// <summary>What one model charges and takes, and how we know.</summary>
/// <param name="Model">A teacher's name, as in <c>openai:gpt-5-mini</c>; or all models of a provider, as in <c>ollama:*</c>.</param>
/// <param name="Price">US dollars per million tokens.</param>
/// <param name="Limits">What it takes in one call; null when unknown.</param>
/// <param name="Date">When the source said so.</param>
/// <param name="Source">Who said so.</param>
public sealed record PriceRow(string Model, Price Price, ModelLimits? Limits, DateOnly Date, string Source)
{
    /// <summary>
    /// What a call in the provider's slower tier costs, as a share of the price: 0 to 1; null where there is none, or nobody says so.
    /// </summary>
    public decimal? FlexTimes { get; init; }

    /// <summary>
    /// What the same costs through the provider's batch interface, as a share of the price: 0 to 1; null where there is none. LeadScout
    /// does not use it: what is known by now decides what is asked next.
    /// </summary>
    public decimal? BatchTimes { get; init; }

    /// <summary>The name before the colon.</summary>
    public string Provider => Model[..Model.IndexOf(':', StringComparison.Ordinal)];
}
