using System.Collections.Immutable;
using LeadScout.Simulation.Checks;
using LeadScout.Simulation.Worlds;

namespace LeadScout.Simulation.Trials;

/// <summary>What came of one seed.</summary>
internal sealed record TrialResult
{
    public required int Seed { get; init; }

    /// <summary>The hash of all that happened.</summary>
    public required string Hash { get; init; }

    public required int Steps { get; init; }

    public required FaultTally Faults { get; init; }

    /// <summary>The promise that was broken; null for none.</summary>
    public required Violation? Broken { get; init; }

    /// <summary>What there was of what.</summary>
    public required ImmutableArray<(string What, int Count)> Counts { get; init; }

    /// <summary>What the certificate allows to be wrong now and then; null where there was none.</summary>
    public CertifiedTrial? Certified { get; init; }
}

/// <summary>How a certificate compares with the truth.</summary>
/// <param name="Alpha">How often it may be wrong.</param>
/// <param name="IsWrong">Whether more rows differ than it says.</param>
internal sealed record CertifiedTrial(double Alpha, bool IsWrong);
