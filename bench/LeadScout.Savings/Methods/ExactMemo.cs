using LeadScout.Savings.Runs;
using LeadScout.Statistics;

namespace LeadScout.Savings.Methods;

/// <summary>Every distinct text is asked once: a job that may not err.</summary>
internal static class ExactMemo
{
    public static Method Method { get; } = new("memo", "exact memo", trial => ListJob.RunAsync(trial, new ErrorBudget(0, 0.95)));
}
