using LeadScout.Cli.Terminals;
using LeadScout.Hints;
using LeadScout.Questions;
using LeadScout.Stores;
using LeadScout.Streaming;
using LeadScout.Teaching;
using LeadScout.Teaching.Spending;

namespace LeadScout.Cli.Asking;

/// <summary>Puts one text that nothing is known about through a cascade.</summary>
internal sealed class SingleAsk(Terminal terminal, IDatabase store, Question question, string text)
{
    /// <summary>What was decided and why, and the answered texts that are nearest in meaning where the student decided.</summary>
    /// <param name="teacher">Who is asked.</param>
    /// <param name="options">How.</param>
    /// <param name="embedder">What shows the student what texts mean; null for nothing.</param>
    /// <param name="keepsVectors">Whether a database that keeps no texts keeps vectors all the same.</param>
    /// <param name="interrupt">Ends it.</param>
    public async Task<Classification> AskAsync(
        ITeacher teacher, CascadeOptions options, IEmbedder? embedder, bool keepsVectors, CancellationToken interrupt)
    {
        var spending = new SpendingLimit(options.MaxCost, Money.Zero);
        var embedding = embedder is null ? null : await EmbeddingByAsync(embedder, keepsVectors, spending, interrupt);
        var cascade = await Cascade.OpenAsync(
            question, teacher, store, options with { Spending = spending, Embedding = embedding }, terminal.Clock, interrupt);
        var classification = await cascade.ClassifyAsync(text, interrupt);
        return classification with
        {
            Why = cascade.WhyOf(text, classification),
            Like = await cascade.NearestAsync(classification, interrupt),
        };
    }

    private async Task<StreamEmbedding> EmbeddingByAsync(
        IEmbedder embedder, bool keepsVectors, SpendingLimit spending, CancellationToken interrupt)
    {
        if ((await store.VectorsAsync(embedder.Model, [store.Keys.Of(text)], interrupt))[0].IsEmpty)
        {
            SaidEmbedding.Say(terminal, store, embedder, [text]);
        }

        // A stream of one row never trusts its student: what this text means is a lesson to the next list, and no other text is sent for it.
        return SaidEmbedding.Of(terminal, store, embedder, keepsVectors, "The LLM is asked all the same.", spending);
    }
}
