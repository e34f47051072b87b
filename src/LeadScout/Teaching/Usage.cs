namespace LeadScout.Teaching;

/// <summary>What a call used, in tokens, as the provider counted it.</summary>
/// <param name="InputTokens">All input tokens, cached ones included; at least 0.</param>
/// <param name="CachedInputTokens">Those of them that the provider served from its prompt cache.</param>
/// <param name="OutputTokens">Output tokens, reasoning included; at least 0.</param>
public readonly record struct Usage(long InputTokens, long CachedInputTokens, long OutputTokens)
{
    /// <summary>
    /// Those of the input tokens that the provider wrote to its prompt cache. They make a difference to the price; stores keep the cost,
    /// not this count.
    /// </summary>
    public long CacheWrittenTokens { get; init; }

    /// <summary>Sum, part by part.</summary>
    public static Usage operator +(Usage a, Usage b) =>
        new(a.InputTokens + b.InputTokens, a.CachedInputTokens + b.CachedInputTokens, a.OutputTokens + b.OutputTokens)
        {
            CacheWrittenTokens = a.CacheWrittenTokens + b.CacheWrittenTokens,
        };
}
