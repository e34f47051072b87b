namespace LeadScout.Teaching;

/// <summary>What a model charges, in US dollars per million tokens, each at least 0.</summary>
/// <param name="Input">Input tokens.</param>
/// <param name="CachedInput">Input tokens served from the provider's prompt cache.</param>
/// <param name="Output">Output tokens.</param>
public sealed record Price(decimal Input, decimal CachedInput, decimal Output)
{
    /// <summary>Costs nothing: recorded teachers and local models.</summary>
    public static Price Free { get; } = new(0, 0, 0);

    /// <summary>What this usage costs, rounded up to a billionth of a dollar.</summary>
    public Money Of(Usage usage) => Money.OfDollars(
        (((usage.InputTokens - usage.CachedInputTokens) * Input) + (usage.CachedInputTokens * CachedInput) + (usage.OutputTokens * Output)) / 1_000_000m);
}
