using LeadScout.Hints;
using Microsoft.Extensions.AI;

namespace LeadScout.Llm.Embeddings;

/// <summary>
/// Embeds texts with any generator of Microsoft.Extensions.AI. Every distinct text of a list goes where the generator sends it, and what
/// that costs is between you and who runs it: it is in no bill of LeadScout's, and no spending limit holds it. Thread-safe if the generator
/// is.
/// </summary>
/// <remarks>The generator stays yours to dispose of.</remarks>
public sealed class GeneratorEmbedder : IEmbedder
{
    private readonly IEmbeddingGenerator<string, Embedding<float>> _generator;

    /// <param name="generator">Makes the vectors.</param>
    /// <param name="model">Model and revision, as in <c>openai:text-embedding-3-small</c>: vectors of two names are never compared.</param>
    /// <param name="dimensions">Length of a vector, at least 1.</param>
    /// <param name="mostTexts">The most texts in one call, at least 1.</param>
    public GeneratorEmbedder(IEmbeddingGenerator<string, Embedding<float>> generator, string model, int dimensions, int mostTexts = 256)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostTexts, 1);
        (_generator, Model, Dimensions, MostTexts) = (generator, model, dimensions, mostTexts);
    }

    /// <inheritdoc/>
    public string Model { get; }

    /// <inheritdoc/>
    public int Dimensions { get; }

    /// <inheritdoc/>
    public int MostTexts { get; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The generator gave another number of vectors, or vectors of another length.</exception>
    public async Task<IReadOnlyList<float[]>> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var made = await _generator.GenerateAsync(texts, null, cancellationToken).ConfigureAwait(false);
        if (made.Count != texts.Count)
        {
            throw new InvalidOperationException($"The generator of {Model} gave {made.Count} vectors for {texts.Count} texts.");
        }

        return made.FirstOrDefault(one => one.Vector.Length != Dimensions) is { } odd
            ? throw new InvalidOperationException($"The generator of {Model} gave a vector of {odd.Vector.Length} dimensions, not of {Dimensions}.")
            : [.. made.Select(one => one.Vector.ToArray())];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
