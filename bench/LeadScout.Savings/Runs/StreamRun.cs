using LeadScout.Statistics;
using LeadScout.StoreKit;
using LeadScout.Streaming;

namespace LeadScout.Savings.Runs;

/// <summary>
/// Puts a trial's rows through the product's cascade, one at a time in their order, each reply learned from before the next text.
/// </summary>
internal static class StreamRun
{
    /// <summary>Runs the stream at an error budget.</summary>
    public static async Task<MethodOutcome> RunAsync(Trial trial, ErrorBudget budget)
    {
        var store = new InMemoryStore();
        var options = new CascadeOptions { Budget = budget, Seed = trial.Seed };
        var cascade = await Cascade.OpenAsync(trial.Set.Question, trial.Teacher, store, options, new StoppedClock());
        var output = new int[trial.Sample.Rows.Length];
        for (var row = 0; row < output.Length; row++)
        {
            output[row] = (await cascade.ClassifyAsync(trial.Set.Rows[trial.Sample.Rows[row]].Text)).Decision.Label;
        }

        return new MethodOutcome(output, cascade.Certificate);
    }

    /// <summary>The draws depend on the time of opening, and a run has to be repeatable.</summary>
    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;
    }
}
