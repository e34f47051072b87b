using LeadScout.Jobs;
using LeadScout.Teaching;

namespace LeadScout.Savings.Runs;

/// <summary>What all runs of a table have in common.</summary>
/// <param name="RowsPerCall">Texts in one call of a job.</param>
/// <param name="Concurrency">The planning window of a job.</param>
/// <param name="Price">What the teacher charges.</param>
internal sealed record RunOptions(int RowsPerCall, int Concurrency, Price Price)
{
    /// <summary>The product's defaults, at prices of a small model of 2025: $0.25 a million tokens in, $2 out.</summary>
    public static RunOptions Default { get; } = new(20, JobSettings.AutoConcurrency, new Price(0.25m, 0.025m, 2m));
}
