namespace LeadScout.Teaching.Calls;

/// <summary>One line of the ledger: the intent to call and, once known, how it ended.</summary>
/// <param name="Id">The call's id in the journal, rising.</param>
/// <param name="Intent">What was about to go out.</param>
/// <param name="State">How it stands.</param>
/// <param name="Usage">Tokens used, our estimate where it is only possibly billed; zero while open or lost.</param>
/// <param name="Cost">What it counts for: what it cost, or the most that it can have cost; null while open or when the price is
/// unknown.</param>
/// <param name="Fault">What went wrong with the call as a whole.</param>
/// <param name="EndedAt">When it ended.</param>
public sealed record LedgerLine(
    long Id, CallIntent Intent, CallState State, Usage Usage, Money? Cost, string? Fault, DateTimeOffset? EndedAt)
{
    /// <summary>What is known of its bill. A call that is out may be billed.</summary>
    public Billing Billing { get; init; } = Billing.PossiblyBilled;

    /// <summary>The model as the service called it; null when it did not, or the call was made before that was kept.</summary>
    public string? Model { get; init; }

    /// <summary>
    /// Whether a person has looked at the provider's bill and released what it counted for: it was only possibly billed, and counts no
    /// more.
    /// </summary>
    public bool IsReleased { get; init; }

    /// <summary>What the provider counted; zero where it did not.</summary>
    public Usage MeasuredUsage => Billing == Billing.Measured ? Usage : default;

    /// <summary>
    /// The same with what its tokens cost, where the provider counted them and the price was unknown when the call was made.
    /// </summary>
    /// <param name="price">What the call's LLM charges by what is said now; null where that is still unknown.</param>
    public LedgerLine PricedBy(Price? price) =>
        price is not null && Cost is null && State != CallState.Open && Billing == Billing.Measured ? this with { Cost = price.Of(Usage) } : this;

    /// <summary>
    /// What it counts for against the spending limit: its ceiling while it is out, nothing once released; null when the price is unknown.
    /// </summary>
    public Money? Charged => IsReleased ? Money.Zero : State == CallState.Open ? Intent.Ceiling : Cost;
}
