using LeadScout.Savings.Runs;
using LeadScout.Statistics;

namespace LeadScout.Savings.Methods;

/// <summary>The product on a stream.</summary>
internal static class StreamOrder
{
    public static Method Method { get; } = new(
        "stream", "LeadScout, stream order, 2 %", trial => StreamRun.RunAsync(trial, new ErrorBudget(0.02, 0.95)));
}
