using LeadScout.Savings.Hinting;
using LeadScout.Savings.Runs;
using LeadScout.Savings.Sets;

namespace LeadScout.Savings.Validity;

/// <summary>Jobs over lists of 2,000 to 3,000 rows with signals that are right about frequent texts and lie about two in five of the rare ones.</summary>
internal static class HintScenario
{
    /// <summary>A column of the list.</summary>
    public static Scenario Column(string set) => new(
        "list, a hint column that lies about rare texts",
        set,
        TrialOf,
        (trial, budget) => ListJob.RunHintedAsync(trial, budget, LyingHints.Column(trial.Set, trial.Seed)));

    /// <summary>An embedding.</summary>
    public static Scenario Vectors(string set) => new(
        "list, vectors that lie about rare texts",
        set,
        TrialOf,
        (trial, budget) => ListJob.RunAsync(trial, budget, new LyingVectors(trial.Set, trial.Seed)));

    private static Trial TrialOf(LabelledSet set, ulong seed) => new(Sample.Draw(set, seed, ListSize.Of(seed)), seed, RunOptions.Default);
}
