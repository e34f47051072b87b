using System.Collections.Immutable;
using LeadScout.Questions;

namespace LeadScout.Teaching;

/// <summary>What came of one call. Answered items stand even when others failed: they are paid for.</summary>
public sealed record Reply
{
    /// <summary>
    /// One for each answer that the ask wants, in its order (text by text, and question by question within a text); all unanswered when
    /// <see cref="Fault"/> is set and nothing could be read.
    /// </summary>
    public required ImmutableArray<AskOutcome> Items { get; init; }

    /// <summary>What the provider counted; zero when the call was not billed or the provider did not say.</summary>
    public Usage Usage { get; init; }

    /// <summary>Whether the provider counted at all; if not, <see cref="Usage"/> is our own estimate.</summary>
    public bool UsageKnown { get; init; } = true;

    /// <summary>
    /// Those of the output tokens that were thoughts, as the provider counted them or as the words leave over; null when nobody knows.
    /// </summary>
    public long? ThinkingTokens { get; init; }

    /// <summary>
    /// The model as the service called it in its reply, as in <c>gpt-5-mini-2025-08-07</c>, which may say more than the name that it was asked
    /// by; null when it did not.
    /// </summary>
    public string? Model { get; init; }

    /// <summary>Set when the call as a whole went wrong.</summary>
    public TeacherFault? Fault { get; init; }

    /// <summary>What that says about the bill: a fault that used nothing was refused before any work.</summary>
    public Billing Billing =>
        !UsageKnown ? Billing.PossiblyBilled : Fault is not null && Usage == default ? Billing.NotBilled : Billing.Measured;
}
