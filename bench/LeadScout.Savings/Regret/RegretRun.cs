using System.Collections.Immutable;
using LeadScout.Savings.Runs;
using LeadScout.Savings.Sets;
using LeadScout.Statistics;

namespace LeadScout.Savings.Regret;

/// <summary>A list's job under one budget, held against the cheapest plan of the same run.</summary>
/// <param name="Set">The list.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="MaxError">The budget.</param>
/// <param name="Asked">Texts asked.</param>
/// <param name="Calls">Calls.</param>
/// <param name="CallsInSequence">The longest chain of them that waited for one another.</param>
/// <param name="Cheapest">Texts asked by the cheapest certified plan in hindsight.</param>
/// <param name="Different">Rows that differ from the teacher's.</param>
internal sealed record RegretRun(string Set, int Rows, ulong Seed, double MaxError, int Asked, int Calls, int CallsInSequence, double Cheapest, int Different)
{
    /// <summary>The budgets.</summary>
    public static ImmutableArray<ErrorBudget> Budgets { get; } = [new(0.01, 0.95), new(0.02, 0.95), new(0.05, 0.95)];

    /// <summary>How many times what would have been enough was asked.</summary>
    public double Regret => Asked / Cheapest;

    /// <summary>Runs a list under each budget.</summary>
    public static async Task<RegretRun[]> OfAsync(Sample sample, ulong seed, RunOptions options)
    {
        var cheapest = Hindsight.Cheapest(new LearningRun(new Trial(sample, seed, options)).Moments(), sample.Rows.Length, Budgets);
        var runs = new List<RegretRun>();
        foreach (var (i, budget) in Budgets.Index())
        {
            var trial = new Trial(sample, seed, options);
            var outcome = await ListJob.RunAsync(trial, budget);
            runs.Add(new RegretRun(
                sample.Set.Name, sample.Rows.Length, seed, budget.MaxError, trial.Teacher.AskedTexts, trial.Teacher.Calls,
                outcome.CallsInSequence, cheapest[i],
                trial.CountDifferent(outcome.Output)));
        }

        return [.. runs];
    }
}
