using LeadScout.ActiveLearning;
using LeadScout.Savings.Runs;
using LeadScout.Statistics;

namespace LeadScout.Savings.Methods;

/// <summary>An answer may be used only when its batch has ended, and for the same text alone.</summary>
internal static class DeferredLearning
{
    public static Method Method { get; } = new(
        "deferred", "deferred learning", trial => ListJob.RunAsync(trial, ErrorBudget.Default, LearnMode.Deferred));
}
