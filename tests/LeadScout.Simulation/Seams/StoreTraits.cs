namespace LeadScout.Simulation.Seams;

/// <summary>What a kind of store can do.</summary>
/// <param name="CanTakeOver">Whether a runner takes a job over from one that only looks dead.</param>
/// <param name="LateWrites">Whether what a process had sent when it was killed may be done later.</param>
internal sealed record StoreTraits(bool CanTakeOver, bool LateWrites);
