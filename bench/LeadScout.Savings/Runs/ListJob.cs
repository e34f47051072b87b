using LeadScout.ActiveLearning;
using LeadScout.Hints;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Running;
using LeadScout.Statistics;
using LeadScout.StoreKit;
using LeadScout.Teaching.Limits;

namespace LeadScout.Savings.Runs;

/// <summary>Runs the product's own job over a trial's list, on a store without a disk.</summary>
internal static class ListJob
{
    /// <summary>The column of a list that holds hints.</summary>
    public const string HintColumn = "hint";

    /// <summary>Runs it to its end, on an empty store, with hints by row of the set; null for none.</summary>
    public static Task<MethodOutcome> RunHintedAsync(Trial trial, ErrorBudget budget, string[]? hints) =>
        RunAsync(trial, budget, new InMemoryStore(), hints: hints);

    /// <summary>Runs it to its end, on an empty store.</summary>
    public static Task<MethodOutcome> RunAsync(Trial trial, ErrorBudget budget, LearnMode learn = LearnMode.Immediate) =>
        RunAsync(trial, budget, new InMemoryStore(), learn);

    /// <summary>Runs it to its end, on an empty store, with what an embedder makes of the texts.</summary>
    public static Task<MethodOutcome> RunAsync(Trial trial, ErrorBudget budget, IEmbedder embedder) =>
        RunAsync(trial, budget, new InMemoryStore(), embedder: embedder);

    /// <summary>Runs it to its end, on an empty store, with budgets by label.</summary>
    public static Task<MethodOutcome> RunAsync(Trial trial, ErrorBudget budget, IEnumerable<LabelBudget> labels) =>
        RunAsync(trial, budget, new InMemoryStore(), labels: labels);

    /// <summary>Runs it to its end, on a store that may hold answers.</summary>
    public static async Task<MethodOutcome> RunAsync(
        Trial trial, ErrorBudget budget, InMemoryStore store, LearnMode learn = LearnMode.Immediate, IEmbedder? embedder = null, string[]? hints = null,
        IEnumerable<LabelBudget>? labels = null)
    {
        var list = new ListInMemory(trial.Sample, hints);
        var settings = new JobSettings
        {
            Budget = budget,
            LabelBudgets = [.. labels ?? []],
            Learn = learn,
            Hints = hints is null ? [] : [HintColumn],
            Seed = trial.Seed,
            RowsPerCall = trial.Options.RowsPerCall,
            Concurrency = trial.Options.Concurrency,
        };
        var outcome = await new JobRunner(store, new RetryPolicy(), TimeProvider.System) { Cores = Environment.ProcessorCount }
            .RunAsync(new JobRequest(list.File, "result", trial.Set.Question, settings) { Embedder = embedder }, trial.Teacher, null, CancellationToken.None);
        return new MethodOutcome(
            list.Output ?? throw new InvalidOperationException($"The job over {trial.Set.Name} wrote no result: {outcome.StoppedBecause}"),
            outcome.Job.Report?.Certificate)
        { CallsInSequence = outcome.Job.Report?.CallsInSequence ?? 0 };
    }
}
