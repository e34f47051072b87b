using System.Collections.Immutable;

namespace LeadScout.Teaching.Limits;

/// <summary>What a process says to whoever hands out permits for a service.</summary>
public sealed record PermitExchange
{
    /// <summary>The process, as no other is called.</summary>
    public required string Holder { get; init; }

    /// <summary>What is allowed, over all processes.</summary>
    public RateLimits Limits { get; init; } = new();

    /// <summary>The most tokens that the call can use that a permit is wanted for; null where none is wanted.</summary>
    public long? Tokens { get; init; }

    /// <summary>Permits that it gives back, with the tokens that the calls used, and what they say of how many the service takes at once.</summary>
    public ImmutableArray<(long Number, long Tokens, CallSignal Signal)> Returned { get; init; } = [];

    /// <summary>Permits that it goes on holding.</summary>
    public ImmutableArray<long> Held { get; init; } = [];

    /// <summary>The tokens of calls of the last minute for which it could ask nobody.</summary>
    public ImmutableArray<long> MadeAlone { get; init; } = [];

    /// <summary>How long the provider has asked that nobody calls; zero where it has not.</summary>
    public TimeSpan Pause { get; init; }
}
