using LeadScout.Jobs;
using LeadScout.Statistics;

namespace LeadScout.Application.Reports;

/// <summary>The teacher's noise floor in a sentence or two.</summary>
public static class SelfCheckText
{
    /// <summary>What it came to.</summary>
    public static string Of(SelfConsistency consistency, ErrorBudget budget)
    {
        if (consistency.Pairs == 0)
        {
            return "no row was answered twice.";
        }

        var said = $"asked twice about {consistency.Pairs.Of("row")}, the LLM contradicted itself on {consistency.Different.Text()}: "
            + $"with 95% confidence on {Numbers.Percent(consistency.Noise.Lower)} to {Numbers.Percent(consistency.Noise.Upper)} of the rows.";
        return consistency.IsAbove(budget)
            ? $"{said} That is more than the {Numbers.Stated(budget.MaxError)} allowed to differ: two full runs of this LLM would differ more from each other than the certificate allows."
            : said;
    }
}
