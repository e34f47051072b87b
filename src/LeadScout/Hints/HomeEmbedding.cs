using LeadScout.Texts;

namespace LeadScout.Hints;

/// <summary>Embeds texts by what sends them nowhere: nothing is journaled, for nothing is paid.</summary>
internal static class HomeEmbedding
{
    /// <summary>Makes one call, and keeps what came of it.</summary>
    /// <param name="embedder">Who embeds.</param>
    /// <param name="store">Keeps the vectors.</param>
    /// <param name="texts">Up to <see cref="IEmbedder.MostTexts"/> texts, each once.</param>
    /// <param name="dimensions">How long the vectors must be; null for any, all of the call the same.</param>
    /// <param name="at">The time.</param>
    /// <param name="cancellationToken">Ends it before anything is kept.</param>
    /// <returns>The vectors; or what is wrong with them, in which case nothing is kept.</returns>
    public static async Task<(KeyValuePair<TextKey, ReadOnlyMemory<Half>>[] Made, string? Fault)> MakeAndKeepAsync(
        IEmbedder embedder, IVectorStore store, KeyValuePair<TextKey, string>[] texts, int? dimensions, DateTimeOffset at,
        CancellationToken cancellationToken)
    {
        var (made, fault) = await MakeAsync(embedder, texts, dimensions, cancellationToken).ConfigureAwait(false);
        if (fault is null)
        {
            await store.KeepVectorsAsync(embedder.Model, made, at, CancellationToken.None).ConfigureAwait(false);
        }

        return (made, fault);
    }

    /// <summary>Makes one call, and keeps nothing: whoever makes many may keep the vectors of several in one go.</summary>
    /// <param name="embedder">Who embeds.</param>
    /// <param name="texts">Up to <see cref="IEmbedder.MostTexts"/> texts, each once.</param>
    /// <param name="dimensions">How long the vectors must be; null for any, all of the call the same.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The vectors; or what is wrong with them.</returns>
    public static async Task<(KeyValuePair<TextKey, ReadOnlyMemory<Half>>[] Made, string? Fault)> MakeAsync(
        IEmbedder embedder, KeyValuePair<TextKey, string>[] texts, int? dimensions, CancellationToken cancellationToken)
    {
        var reply = await embedder.EmbedAsync(Array.ConvertAll(texts, text => text.Value), cancellationToken).ConfigureAwait(false);
        if ((reply.Fault?.Message ?? VectorCheck.FaultOf(reply.Vectors, texts.Length, dimensions)) is { } what)
        {
            return ([], $"{embedder.Model} can't be used: {what}.");
        }

        var made = texts
            .Select((text, i) => KeyValuePair.Create(
                text.Key, (ReadOnlyMemory<Half>)Array.ConvertAll(reply.Vectors[i], value => (Half)value)))
            .ToArray();
        return (made, null);
    }
}
