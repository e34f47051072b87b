using LeadScout.Teaching;

namespace LeadScout.Stores;

/// <summary>Something that was done through the server.</summary>
/// <param name="Position">In the log, rising from 1; 0 before it is there.</param>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Key">With which key; null without one.</param>
/// <param name="Action">What, in one word.</param>
/// <param name="About">To what: a job, a question, a pattern. Never a text of a lead.</param>
/// <param name="Count">To how many things; null where that says nothing.</param>
/// <param name="Cost">What it cost, as far as it is measured; null where nothing was paid.</param>
public sealed record ActivityEntry(
    long Position, DateTimeOffset At, string By, string? Key, string Action, string About, int? Count, Money? Cost)
{
    /// <summary>The most that it can have cost beside that, where nobody counted.</summary>
    public Money? PossiblyBilled { get; init; }
}
