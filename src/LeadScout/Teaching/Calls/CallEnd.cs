using System.Collections.Immutable;
using LeadScout.Answers;

namespace LeadScout.Teaching.Calls;

/// <summary>How a call ended: all of it is committed in one transaction.</summary>
public sealed record CallEnd
{
    /// <summary>The call's id in the journal.</summary>
    public required long Call { get; init; }

    /// <summary><see cref="CallState.Answered"/> or <see cref="CallState.Failed"/>.</summary>
    public required CallState State { get; init; }

    /// <summary>Tokens used: the provider's count, or our estimate where it may have been billed.</summary>
    public required Usage Usage { get; init; }

    /// <summary>What is known of its bill.</summary>
    public required Billing Billing { get; init; }

    /// <summary>Those of the output tokens that were thoughts; null when nobody knows.</summary>
    public long? ThinkingTokens { get; init; }

    /// <summary>The model as the service called it; null when it did not.</summary>
    public string? Model { get; init; }

    /// <summary>What it counts for: what it cost, or the most that it can have cost; null when the price is unknown.</summary>
    public required Money? Cost { get; init; }

    /// <summary>What went wrong with the call as a whole, without any lead text; null if nothing.</summary>
    public string? Fault { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The answers it brought.</summary>
    public ImmutableArray<Answer> Answers { get; init; } = [];

    /// <summary>Texts given up with this call.</summary>
    public ImmutableArray<FailedText> Failures { get; init; } = [];

    /// <summary>The vectors it brought; null for a call that asked for none.</summary>
    public CallVectors? Vectors { get; init; }
}
