using LeadScout.ActiveLearning;
using LeadScout.Statistics;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Teaching.Limits;
using LeadScout.Teaching.Spending;

namespace LeadScout.Streaming;

/// <summary>How a cascade works.</summary>
public sealed record CascadeOptions
{
    /// <summary>
    /// The largest share of rows that may differ from the teacher, at every moment of the stream; with 0 % the student never decides.
    /// </summary>
    public ErrorBudget Budget { get; init; } = ErrorBudget.Default;

    /// <summary>From it, the state of the log and the time of opening come the draws of audits: no two streams draw alike.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>When an answer may be used for later texts: at once, or when flushed.</summary>
    public LearnMode Learn { get; init; }

    /// <summary>The most that this cascade may spend; null for no limit.</summary>
    public Money? MaxCost { get; init; }

    /// <summary>A limit that this cascade shares with others; null for one of its own.</summary>
    public SpendingLimit? Spending { get; init; }

    /// <summary>The most calls out at once; 8 by default.</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>The texts that jobs and other cascades of the process are asking; null where there are none.</summary>
    public InFlightTexts? InFlight { get; init; }

    /// <summary>How patient to be with the teacher.</summary>
    public RetryPolicy Retry { get; init; } = new();
}
