using LeadScout.Savings.Runs;
using LeadScout.Savings.Sets;
using LeadScout.Savings.Teaching;

namespace LeadScout.Savings.Validity;

/// <summary>Jobs over lists of 2,000 to 3,000 rows: rows, order, size and seed are drawn anew for each job.</summary>
internal static class ListScenario
{
    /// <summary>A teacher that always says the same.</summary>
    public static Scenario Plain(string set) =>
        new("list", set, (labelled, seed) => TrialOf(labelled, seed, null), (trial, budget) => ListJob.RunAsync(trial, budget));

    /// <summary>A teacher that contradicts itself.</summary>
    public static Scenario Noisy(string set, double share) => new(
        FormattableString.Invariant($"list, {100 * share:0} % of the asks answered at random"),
        set,
        (labelled, seed) => TrialOf(labelled, seed, new TeacherNoise(share, seed)),
        (trial, budget) => ListJob.RunAsync(trial, budget));

    private static Trial TrialOf(LabelledSet set, ulong seed, TeacherNoise? noise) =>
        new(Sample.Draw(set, seed, ListSize.Of(seed)), seed, RunOptions.Default, noise);
}
