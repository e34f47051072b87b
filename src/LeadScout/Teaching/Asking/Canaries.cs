using System.Collections.Immutable;

namespace LeadScout.Teaching.Asking;

/// <summary>How the calls of a request are guarded.</summary>
/// <param name="PerCall">Canaries in each call of several texts; 0 for calls that are not guarded.</param>
/// <param name="Known">Those that are known before the request; where they are too few, its first texts are asked alone to be more.</param>
/// <param name="Seed">Of their places in the calls.</param>
internal sealed record Canaries(int PerCall, ImmutableArray<Canary> Known, ulong Seed)
{
    /// <summary>No guard.</summary>
    public static Canaries None { get; } = new(0, [], 0);
}
