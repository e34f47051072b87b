using LeadScout.Questions;
using LeadScout.Savings.Runs;
using LeadScout.Savings.Sets;

namespace LeadScout.Savings.Validity;

/// <summary>Jobs over lists of 2,000 to 3,000 rows whose student is broken on purpose.</summary>
internal static class MisledScenario
{
    /// <summary>For a share of the texts it says the runner-up in place of its label, and is just as sure of it.</summary>
    public static Scenario Wrong(string set, double share) => new(
        FormattableString.Invariant($"list, the student's label exchanged for {100 * share:0} % of the texts"),
        set,
        TrialOf,
        (trial, budget) => MisledJob.RunAsync(trial, budget, (text, said) =>
            IsPicked(text, trial.Seed, share) ? said with { Label = said.RunnerUp, RunnerUp = said.Label } : said));

    /// <summary>It thinks itself wrong so many times less often than it does.</summary>
    public static Scenario OverConfident(string set, double times) => new(
        FormattableString.Invariant($"list, the student {times:0} times too sure"),
        set,
        TrialOf,
        (trial, budget) => MisledJob.RunAsync(trial, budget, (_, said) => said with { ErrorProbability = said.ErrorProbability / times }));

    private static Trial TrialOf(LabelledSet set, ulong seed) => new(Sample.Draw(set, seed, ListSize.Of(seed)), seed, RunOptions.Default);

    private static bool IsPicked(int text, ulong seed, double share) =>
        new Random(unchecked((int)((seed * 1_000_003) + (ulong)text))).NextDouble() < share;
}
