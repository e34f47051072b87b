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

    /// <summary>How patient to be with the teacher.</summary>
    public RetryPolicy Retry { get; init; } = new();
}
