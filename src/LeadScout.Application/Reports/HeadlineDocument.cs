using LeadScout.Jobs;

namespace LeadScout.Application.Reports;

/// <summary>A job in one sentence, and what it saved in it. What each step saved stands in the <c>savings</c>.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="SavedUsd">Dollars saved by the same estimated prompts, below 0 where it took more; null without prices, or while nothing is decided.</param>
/// <param name="SavedCalls">Calls saved; null while nothing is decided.</param>
public sealed record HeadlineDocument(string Text, decimal? SavedUsd, long? SavedCalls)
{
    /// <summary>Of a job that stands still.</summary>
    public static HeadlineDocument Of(Job job) => Of(HeadlineText.Of(job), job.Report?.Savings);

    /// <summary>Of a job at work.</summary>
    public static HeadlineDocument Of(JobProgress progress) => Of(HeadlineText.Of(progress), progress.Savings);

    private static HeadlineDocument Of(string text, Savings? savings) => savings is null or { Rows: 0 }
        ? new HeadlineDocument(text, null, null)
        : new HeadlineDocument(text, SavingsText.SavedOf(savings)?.Dollars, savings.RowByRow.Calls - savings.Asked.Calls);
}
