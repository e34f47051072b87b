using LeadScout.Statistics;

namespace LeadScout.Jobs;

/// <summary>How often the teacher said the same when it was asked twice: below this noise no error budget means anything.</summary>
/// <param name="Pairs">Rows drawn whose text the teacher answered twice.</param>
/// <param name="Different">Those of them where the two answers differ.</param>
public sealed record SelfConsistency(int Pairs, int Different)
{
    /// <summary>
    /// The share of rows where two answers differ, with 95 % confidence: exact, given that rows are drawn with replacement and each second
    /// answer is given independently of the others.
    /// </summary>
    public ExactInterval Noise => ExactInterval.Of(Different, Pairs);

    /// <summary>Whether the teacher surely contradicts itself more often than the budget allows anyone to.</summary>
    public bool IsAbove(ErrorBudget budget) => Noise.Lower > budget.MaxError;
}
