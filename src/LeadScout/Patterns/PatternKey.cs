using LeadScout.Texts;

namespace LeadScout.Patterns;

/// <summary>
/// 128-bit hash of a pattern's name. What is derived from lists is kept under it, because a pattern may spell a person's name.
/// </summary>
/// <param name="Hash">The hash.</param>
public readonly record struct PatternKey(Hash128 Hash)
{
    /// <summary>The key of a pattern by its name.</summary>
    public static PatternKey Of(string pattern) => new(Hash128.Of(pattern));
}
