using LeadScout.Teaching.Calls;

namespace LeadScout.Application.Reports;

/// <summary>What embedding a job's texts came to: a part of its calls, its input tokens and its cost.</summary>
/// <param name="Model">What embedded.</param>
/// <param name="Texts">Texts whose vectors came back.</param>
/// <param name="Calls">Calls made.</param>
/// <param name="FailedCalls">Those of them that brought no vector.</param>
/// <param name="Tokens">Tokens, as the provider counted them.</param>
/// <param name="CostUsd">Money that is measured; null when the price is unknown.</param>
/// <param name="PossiblyBilledUsd">The most that its other calls can have cost; null when the price is unknown.</param>
public sealed record EmbeddingBillDocument(
    string Model, int Texts, int Calls, int FailedCalls, long Tokens, decimal? CostUsd, decimal? PossiblyBilledUsd)
{
    public static EmbeddingBillDocument Of(EmbeddingBill bill) => new(
        bill.Model,
        bill.Texts,
        bill.Calls,
        bill.FailedCalls,
        bill.Tokens,
        bill.Cost?.Dollars,
        bill.Cost is null ? null : bill.PossiblyBilled?.Dollars);
}
