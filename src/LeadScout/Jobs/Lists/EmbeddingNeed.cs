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
}
