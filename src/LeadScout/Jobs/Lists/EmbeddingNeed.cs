using LeadScout.Hints;
using LeadScout.Teaching;

namespace LeadScout.Jobs.Lists;

/// <summary>What is to be embedded before the first ask.</summary>
/// <param name="Model">What embeds.</param>
/// <param name="Texts">Texts that have no vector in the store yet: distinct ones of the list, and those answered earlier.</param>
public sealed record EmbeddingNeed(string Model, int Texts)
{
    /// <summary>Where these texts are sent, as in <c>api.openai.com</c>; null where they stay on this machine.</summary>
    public string? SentTo { get; init; }

    /// <summary>Whether the vectors are kept in a database that keeps no texts: much of a text can be read from its vector.</summary>
    public bool IsKeptWithoutTexts { get; init; }

    /// <summary>Tokens that it will probably take; 0 where nothing is sent.</summary>
    public long Tokens { get; init; }

    /// <summary>What it will probably cost; null when the price is unknown.</summary>
    public Money? Cost { get; init; } = Money.Zero;

    /// <summary>What embedding texts comes to; null for none.</summary>
    /// <param name="embedder">Who embeds.</param>
    /// <param name="texts">The texts, each once.</param>
    /// <param name="isKeptWithoutTexts">Whether the database keeps no texts.</param>
    public static EmbeddingNeed? Of(IEmbedder embedder, IReadOnlyCollection<string> texts, bool isKeptWithoutTexts)
    {
        ArgumentNullException.ThrowIfNull(embedder);
        ArgumentNullException.ThrowIfNull(texts);
        if (texts.Count == 0)
        {
            return null;
        }

        var tokens = embedder.SentTo is null ? 0 : texts.Sum(embedder.ProbableTokens);
        return new EmbeddingNeed(embedder.Model, texts.Count)
        {
            SentTo = embedder.SentTo,
            IsKeptWithoutTexts = isKeptWithoutTexts,
            Tokens = tokens,
            Cost = embedder.Price?.Of(new Usage(tokens, 0, 0)),
        };
    }
}
