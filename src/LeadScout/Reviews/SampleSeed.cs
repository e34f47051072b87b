using LeadScout.Statistics;

namespace LeadScout.Reviews;

/// <summary>
/// The seed of a sample of rows. The same list has the same, also when it was written again with a person's answers: then the draw goes on
/// where it was. Another list has another: next month's would else be judged by the very rows from which its student learned.
/// </summary>
public static class SampleSeed
{
    /// <summary>The seed.</summary>
    /// <param name="seed">The user's.</param>
    /// <param name="list">What tells the list from others: its job, or its path.</param>
    public static ulong Of(ulong seed, string list) => SeedSequence.Of(seed, $"review of {list}", 0).Spawn("rows");
}
