using LeadScout.Jobs;
using LeadScout.Teaching;

namespace LeadScout.Cascades;

/// <summary>How a cascade works.</summary>
public sealed record CascadeOptions
{
    /// <summary>When an answer may be used for later texts: at once, or when flushed.</summary>
    public LearnMode Learn { get; init; }

    /// <summary>The most that this cascade may spend; null for no limit.</summary>
    public Money? MaxCost { get; init; }

    /// <summary>The most calls out at once; 8 by default.</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>How patient to be with the teacher.</summary>
    public RetryPolicy Retry { get; init; } = new();
}
