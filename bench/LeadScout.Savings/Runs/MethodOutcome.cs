using LeadScout.Statistics;

namespace LeadScout.Savings.Runs;

/// <summary>What a method made of a list.</summary>
/// <param name="Output">By row: a label, or -1 for undecided.</param>
/// <param name="Certificate">What it proves about itself; null when it proves nothing.</param>
internal sealed record MethodOutcome(IReadOnlyList<int> Output, Certificate? Certificate)
{
    /// <summary>The longest chain of calls that waited for one another; 0 where it was not counted.</summary>
    public int CallsInSequence { get; init; }
}
