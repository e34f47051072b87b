namespace LeadScout.Teaching;

/// <summary>
/// What a model charges, in US dollars per million tokens: <c>0 ≤ CachedInput ≤ Input ≤ CacheWrite</c>, and <c>0 ≤ Output</c>.
/// </summary>
/// <param name="Input">Input tokens.</param>
/// <param name="CachedInput">Input tokens served from the provider's prompt cache.</param>
/// <param name="Output">Output tokens.</param>
public sealed record Price(decimal Input, decimal CachedInput, decimal Output)
{
    private readonly decimal _cacheWrite = Input;

    /// <summary>Costs nothing: recorded teachers and local models.</summary>
    public static Price Free { get; } = new(0, 0, 0);

    /// <summary>Whether nothing is charged at all.</summary>
    public bool IsFree => Input == 0 && Output == 0;

    /// <summary>Input tokens.</summary>
    public decimal Input { get; } = Checked(Input, 0, decimal.MaxValue, nameof(Input));

    /// <summary>Input tokens served from the provider's prompt cache.</summary>
    public decimal CachedInput { get; } = Checked(CachedInput, 0, Input, nameof(CachedInput));

    /// <summary>Output tokens.</summary>
    public decimal Output { get; } = Checked(Output, 0, decimal.MaxValue, nameof(Output));

    /// <summary>
    /// Input tokens that the provider writes to its prompt cache without being asked to; as any other input unless given.
    /// </summary>
    public decimal CacheWrite
    {
        get => _cacheWrite;
        init => _cacheWrite = Checked(value, Input, decimal.MaxValue, nameof(CacheWrite));
    }

    /// <summary>What long prompts cost; null where length makes no difference.</summary>
    public LongPrompts? LongPrompts { get; init; }

    /// <summary>What this usage costs, rounded up to a billionth of a dollar. Dearest is what is all written to the cache.</summary>
    public Money Of(Usage usage)
    {
        var isLong = LongPrompts is not null && usage.InputTokens > LongPrompts.Over;
        var plain = usage.InputTokens - usage.CachedInputTokens - usage.CacheWrittenTokens;
        var input = (plain * Input) + (usage.CachedInputTokens * CachedInput) + (usage.CacheWrittenTokens * CacheWrite);
        var output = usage.OutputTokens * Output;
        return Money.OfDollars(
            ((isLong ? LongPrompts!.InputTimes * input : input) + (isLong ? LongPrompts!.OutputTimes * output : output)) / 1_000_000m);
    }

    private static decimal Checked(decimal price, decimal least, decimal most, string name) =>
        price >= least && price <= most
            ? price
            : throw new ArgumentOutOfRangeException(name, price, $"Allowed: US dollars from {least} to {most}.");
}
