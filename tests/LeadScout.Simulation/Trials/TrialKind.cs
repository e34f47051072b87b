using LeadScout.Simulation.Seams;

namespace LeadScout.Simulation.Trials;

/// <summary>What is tried.</summary>
/// <param name="Title">What stands over its results.</param>
/// <param name="RunAsync">Tries a seed over a kind of store, and writes all that happens, if somebody wants to read it.</param>
internal sealed record TrialKind(string Title, Func<int, StoreKind, TextWriter?, Task<TrialResult>> RunAsync)
{
    /// <summary>Whole jobs over lists.</summary>
    public static TrialKind Jobs { get; } = new("Over", Trial.RunAsync);

    /// <summary>Texts that come one at a time, from many callers at once.</summary>
    public static TrialKind Streams { get; } = new("Single texts and streams, over", StreamTrial.RunAsync);
}
