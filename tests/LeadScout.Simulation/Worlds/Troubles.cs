using System.Collections.Immutable;

namespace LeadScout.Simulation.Worlds;

/// <summary>What the LLM says, and how often it and the store go wrong.</summary>
/// <param name="Truth">What the LLM says when nothing goes wrong.</param>
/// <param name="IsObedient">Whether it obeys what it reads.</param>
/// <param name="IsFickle">Whether it says of a text now this, now that.</param>
/// <param name="OfService">By fault of the service: in how many of 1,000 calls.</param>
/// <param name="OfStore">In how many of 1,000 reads and writes the store fails.</param>
internal sealed record Troubles(
    Truth Truth, bool IsObedient, bool IsFickle, ImmutableDictionary<FaultKind, int> OfService, int OfStore)
{
    private static readonly FaultKind[] KindsOfService =
    [
        FaultKind.RateLimited, FaultKind.RateLimitedWithAWait, FaultKind.ServerError, FaultKind.ConnectionBroken, FaultKind.Loading,
        FaultKind.TimedOut, FaultKind.TruncatedReply, FaultKind.UnreadableReply, FaultKind.MissingItems, FaultKind.UnknownLabels,
        FaultKind.ContradictoryItems, FaultKind.BadRequest, FaultKind.KeyRefused, FaultKind.UsageNotSaid, FaultKind.BilledTooMuch,
        FaultKind.ClientThrew,
    ];

    /// <summary>Draws how the service goes wrong; often not at all.</summary>
    public static ImmutableDictionary<FaultKind, int> DrawOfService(Random random) => random.Chance(700)
        ? KindsOfService.OrderBy(_ => random.Next()).Take(1 + random.Next(4)).ToImmutableDictionary(kind => kind, _ => random.Pick(10, 30, 100, 250))
        : ImmutableDictionary<FaultKind, int>.Empty;

    /// <summary>Whether a process often hears only later of what the store has done.</summary>
    public bool NewsIsSlow { get; init; }

    public static int DrawOfStore(Random random) => random.Chance(300) ? random.Pick(5, 20, 60) : 0;
}
