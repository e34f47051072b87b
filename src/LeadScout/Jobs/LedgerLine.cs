using LeadScout.Teaching;

namespace LeadScout.Jobs;

/// <summary>One line of the ledger: the intent to call and, once known, how it ended.</summary>
/// <param name="Id">The call's id in the journal, rising.</param>
/// <param name="Intent">What was about to go out.</param>
/// <param name="State">How it stands.</param>
/// <param name="Usage">Tokens used; zero while open or lost.</param>
/// <param name="Cost">What it cost: the ceiling when lost; null while open or when the price is unknown.</param>
/// <param name="Fault">What went wrong with the call as a whole.</param>
/// <param name="EndedAt">When it ended.</param>
public sealed record LedgerLine(long Id, CallIntent Intent, CallState State, Usage Usage, Money? Cost, string? Fault, DateTimeOffset? EndedAt)
{
    /// <summary>Whether the provider said the tokens; if not, they are our estimate, and the cost is the ceiling.</summary>
    public bool IsCounted { get; init; }
}
