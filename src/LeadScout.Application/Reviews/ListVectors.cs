using System.Collections.Immutable;
using LeadScout.Classifiers;
using LeadScout.Hints;
using LeadScout.Reviews;
using LeadScout.Stores;
using LeadScout.Streaming;
using LeadScout.Texts;

namespace LeadScout.Application.Reviews;

/// <summary>What the texts of a labelled list mean.</summary>
internal static class ListVectors
{
    // Each text is compared with the answered ones: beyond that a person would wait too long.
    private const int MostTexts = 50_000;

    /// <summary>
    /// The vectors of a list's texts: those that the store has, of the model that embedded its first text last, where it has them of half of
    /// the texts at least; with something that embeds, of all. Null for none, and for lists that are too long.
    /// </summary>
    public static async Task<TextVectors?> OfAsync(
        IDatabase store, ImmutableArray<LabelledText> texts, StreamEmbedding? embedding, CancellationToken interrupt)
    {
        if (texts.Length is 0 or > MostTexts)
        {
            return null;
        }

        var vectors = embedding is null
            ? await StoredAsync(store, texts, interrupt)
            : await embedding.EmbedAsync([.. texts.Select(text => KeyValuePair.Create(text.Key, text.Text))], interrupt);
        var length = vectors.Select(vector => vector.Length).FirstOrDefault(length => length > 0);
        return length == 0 || (embedding is null && 2 * vectors.Count(vector => vector.Length == length) < texts.Length)
            ? null
            : TextVectors.Of(length, [.. vectors.Select(vector => vector.Length == length ? vector : default)]);
    }

    private static async Task<IReadOnlyList<ReadOnlyMemory<Half>>> StoredAsync(
        IDatabase store, ImmutableArray<LabelledText> texts, CancellationToken interrupt) =>
        await StoredVectors.NewestAsync(store, texts[0].Key, interrupt) is { } stored
            ? await stored.OfAsync([.. texts.Select(text => text.Key)], interrupt)
            : [];
}
