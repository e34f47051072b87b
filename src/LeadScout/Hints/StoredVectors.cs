using LeadScout.Texts;

namespace LeadScout.Hints;

/// <summary>The vectors that a store has of one model. Embeds nothing. Thread-safe.</summary>
/// <param name="store">The store.</param>
/// <param name="model">See <see cref="IEmbedder.Model"/>.</param>
public sealed class StoredVectors(IVectorStore store, string model)
{
    private const int ReadAtOnce = 1_000;

    /// <summary>Whose vectors they are.</summary>
    public string Model { get; } = model;

    /// <summary>Those of the model that embedded a text last; null where the text has no vector.</summary>
    public static async Task<StoredVectors?> NewestAsync(IVectorStore store, TextKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return await store.VectorModelsAsync(key, cancellationToken).ConfigureAwait(false) is [var model, ..]
            ? new StoredVectors(store, model)
            : null;
    }

    /// <summary>The vectors of texts, in their order; empty where there is none.</summary>
    public async Task<IReadOnlyList<ReadOnlyMemory<Half>>> OfAsync(IReadOnlyList<TextKey> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var found = new List<ReadOnlyMemory<Half>>(keys.Count);
        foreach (var some in keys.Chunk(ReadAtOnce))
        {
            found.AddRange(await store.VectorsAsync(Model, some, cancellationToken).ConfigureAwait(false));
        }

        return found;
    }
}
