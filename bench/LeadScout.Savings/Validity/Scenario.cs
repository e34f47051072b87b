using LeadScout.Savings.Runs;
using LeadScout.Savings.Sets;
using LeadScout.Statistics;

namespace LeadScout.Savings.Validity;

/// <summary>
/// A situation in which the promise must hold. To add one: write a file like its neighbours, and add it to <see cref="AllScenarios"/>.
/// </summary>
/// <param name="Name">What is tried, for the table.</param>
/// <param name="Set">The public set it draws from.</param>
/// <param name="TrialOf">The trial of a seed.</param>
/// <param name="RunAsync">How the trial is run under a budget.</param>
internal sealed record Scenario(
    string Name, string Set, Func<LabelledSet, ulong, Trial> TrialOf, Func<Trial, ErrorBudget, Task<MethodOutcome>> RunAsync)
{
    /// <summary>The budgets, which take turns.</summary>
    public IReadOnlyList<ErrorBudget> Budgets { get; init; } = [new(0.01, 0.95), new(0.02, 0.95), new(0.05, 0.95)];

    /// <summary>
    /// What a certified job is held to where it is not the share of rows that differ: the promise's limit, what was certified, what is true.
    /// </summary>
    public Func<Trial, MethodOutcome, (double Limit, double Bound, double Difference)>? Measure { get; init; }

    /// <summary>Runs the job of a seed.</summary>
    public async Task<JobCheck> CheckAsync(LabelledSet set, ulong seed)
    {
        var trial = TrialOf(set, seed);
        var budget = Budgets[(int)(seed % (ulong)Budgets.Count)];
        var outcome = await RunAsync(trial, budget);
        var rows = trial.Sample.Rows.Length;
        var (limit, bound, difference) = Measure?.Invoke(trial, outcome)
            ?? (budget.MaxError, outcome.Certificate?.UpperBound ?? 1, (double)trial.CountDifferent(outcome.Output) / rows);
        return new JobCheck(
            limit,
            outcome.Certificate is { Holds: true },
            trial.Teacher.DistinctTexts == trial.Sample.CountTexts(),
            (double)trial.Teacher.AskedTexts / rows,
            bound,
            difference);
    }
}
