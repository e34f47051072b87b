using LeadScout.Application.Reports;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Hints;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using LeadScout.Stores;
using LeadScout.Streaming;
using LeadScout.Teaching;
using LeadScout.Teaching.Spending;

namespace LeadScout.Cli.Asking;

/// <summary>Embeds texts outside any job, and says before what is sent where, and after why it was not.</summary>
internal static class SaidEmbedding
{
    /// <summary>What embeds.</summary>
    /// <param name="terminal">Who is told.</param>
    /// <param name="store">Keeps the vectors.</param>
    /// <param name="embedder">Who embeds.</param>
    /// <param name="keepsVectors">Whether a database that keeps no texts keeps vectors all the same.</param>
    /// <param name="otherwise">What happens where it fails, a sentence.</param>
    /// <param name="spending">What may be spent; null for no limit.</param>
    /// <exception cref="BadInputException">The database keeps no vectors, or a limit can't be kept.</exception>
    public static StreamEmbedding Of(
        Terminal terminal, IDatabase store, IEmbedder embedder, bool keepsVectors, string otherwise, SpendingLimit? spending = null)
    {
        var limit = spending ?? new SpendingLimit(null, Money.Zero);
        return new StreamEmbedding(embedder, store, store, limit, terminal.Clock)
        {
            KeepsVectors = keepsVectors,
            EmbedsAnswered = false,
            Opening = texts => Say(terminal, store, embedder, texts),
            Failed = because => terminal.Error.WriteLine($"Not embedded: {because} {otherwise}"),
            HeldBack = because => terminal.Error.WriteLine($"Not embedded, to keep the limit: {because} {otherwise}"),
        };
    }

    /// <summary>Says what is about to be embedded.</summary>
    /// <exception cref="BadInputException">The key is missing.</exception>
    public static void Say(Terminal terminal, IDatabase store, IEmbedder embedder, IReadOnlyList<string> texts)
    {
        if (EmbeddingNeed.Of(embedder, texts, store.Keys.Fingerprint is not null) is { } need)
        {
            embedder.EnsureReady();
            terminal.Error.WriteLine(EmbeddingText.Of(need, terminal.Words));
        }
    }
}
