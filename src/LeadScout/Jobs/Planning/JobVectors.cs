using LeadScout.Texts;

namespace LeadScout.Jobs.Planning;

/// <summary>The vectors that a job's texts have in the store. Immutable.</summary>
/// <param name="dimensions">Length of a vector.</param>
/// <param name="byKey">By text.</param>
internal sealed class JobVectors(int dimensions, IReadOnlyDictionary<TextKey, ReadOnlyMemory<Half>> byKey)
{
    /// <summary>Length of a vector.</summary>
    public int Dimensions => dimensions;

    /// <summary>A text's vector; empty where it has none.</summary>
    public ReadOnlyMemory<Half> Of(TextKey key) => byKey.GetValueOrDefault(key);
}
