using LeadScout.Texts;

namespace LeadScout.Hints;

/// <summary>
/// Keeps the vectors of texts by model, so that each is made, and paid for, once; the first that is kept for a text counts for good, for
/// another machine might make one that differs in a last digit. A part of the store. Implementations are thread-safe.
/// </summary>
public interface IVectorStore
{
    /// <summary>The vectors of these texts under a model, in their order; empty where there is none.</summary>
    Task<IReadOnlyList<ReadOnlyMemory<Half>>> VectorsAsync(
        string model, IReadOnlyList<TextKey> keys, CancellationToken cancellationToken = default);

    /// <summary>Keeps vectors, in one transaction that is on disk when the task completes; what is there already stays as it is.</summary>
    /// <param name="model">See <see cref="IEmbedder.Model"/>.</param>
    /// <param name="vectors">By text.</param>
    /// <param name="at">When they were made.</param>
    /// <param name="cancellationToken">Cancels before anything is kept.</param>
    Task KeepVectorsAsync(
        string model, IReadOnlyList<KeyValuePair<TextKey, ReadOnlyMemory<Half>>> vectors, DateTimeOffset at,
        CancellationToken cancellationToken = default);

    /// <summary>The models that have a vector for a text, the one whose vector is newest first.</summary>
    Task<IReadOnlyList<string>> VectorModelsAsync(TextKey key, CancellationToken cancellationToken = default);
}
