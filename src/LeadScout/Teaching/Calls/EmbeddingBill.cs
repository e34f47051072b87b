namespace LeadScout.Teaching.Calls;

/// <summary>The part of a job's bill that embedding its texts came to.</summary>
/// <param name="Model">What embedded.</param>
/// <param name="Texts">Texts whose vectors came back.</param>
/// <param name="Calls">Calls made, lost ones included; they are among the job's.</param>
/// <param name="FailedCalls">Those of them that ended without a vector.</param>
/// <param name="Tokens">Tokens, as the provider counted them; they are among the job's input tokens.</param>
/// <param name="Cost">Money that is measured, a part of the job's; null when the price is unknown.</param>
public sealed record EmbeddingBill(string Model, int Texts, int Calls, int FailedCalls, long Tokens, Money? Cost)
{
    /// <summary>The most that its other calls can have cost, as far as they may have been billed.</summary>
    public Money? PossiblyBilled { get; init; } = Money.Zero;
}
