using LeadScout.Teaching;
using LeadScout.Teaching.Spending;

namespace LeadScout.Hints;

/// <summary>
/// An embedder under a spending limit that it shares with others: a job has a limit of its own, and beside it one that holds for all that a
/// client does. A call that this one does not bear is not made. Thread-safe.
/// </summary>
/// <param name="embedder">Who embeds; it stays its owner's to dispose of.</param>
/// <param name="limit">The shared limit.</param>
internal sealed class LimitedEmbedder(IEmbedder embedder, SpendingLimit limit) : IEmbedder
{
    /// <inheritdoc/>
    public string Model => embedder.Model;

    /// <inheritdoc/>
    public int? Dimensions => embedder.Dimensions;

    /// <inheritdoc/>
    public int MostTexts => embedder.MostTexts;

    /// <inheritdoc/>
    public string? SentTo => embedder.SentTo;

    /// <inheritdoc/>
    public Price? Price => embedder.Price;

    /// <inheritdoc/>
    public long MostTokens(string text) => embedder.MostTokens(text);

    /// <inheritdoc/>
    public long ProbableTokens(string text) => embedder.ProbableTokens(text);

    /// <inheritdoc/>
    public void EnsureReady() => embedder.EnsureReady();

    /// <inheritdoc/>
    public async Task<EmbeddingReply> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        if (embedder.SentTo is null)
        {
            return await embedder.EmbedAsync(texts, cancellationToken).ConfigureAwait(false);
        }

        using var account = limit.Open();
        try
        {
            var service = limit.RecordOf(Model);
            var ceiling = Price?.Of(new Usage(texts.Sum(MostTokens), 0, 0)) ?? Money.Zero;
            return await account.ReserveAsync(service, ceiling, cancellationToken).ConfigureAwait(false) is { } granted
                ? await EmbedAsync(texts, account, granted, cancellationToken).ConfigureAwait(false)
                : new EmbeddingReply
                {
                    Fault = new TeacherFault(
                        TeacherFaultKind.OutOfMoney, OutOfMoney.Of(limit, service, service.Widened(ceiling), null).Message.ToString()),
                };
        }
        finally
        {
            account.Finish();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private async Task<EmbeddingReply> EmbedAsync(
        IReadOnlyList<string> texts, SpendingAccount account, Money granted, CancellationToken cancellationToken)
    {
        var (cost, billing) = (granted, Billing.PossiblyBilled); // it may be billed in full, whatever breaks
        try
        {
            var reply = await embedder.EmbedAsync(texts, cancellationToken).ConfigureAwait(false);
            var counted = Price?.Of(reply.Usage) ?? Money.Zero;
            (cost, billing) = (reply.UsageKnown || counted > granted ? counted : granted, reply.Billing);
            return reply;
        }
        finally
        {
            account.Settle(cost, billing);
        }
    }
}
