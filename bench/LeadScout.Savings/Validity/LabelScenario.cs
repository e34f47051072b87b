using LeadScout.Jobs;
using LeadScout.Savings.Runs;
using LeadScout.Savings.Sets;
using LeadScout.Statistics;

namespace LeadScout.Savings.Validity;

/// <summary>Jobs over lists of 2,000 to 3,000 rows, held to what they say about single labels.</summary>
internal static class LabelScenario
{
    /// <summary>Budgets of the three largest labels. Over budget is a job of which any of them is broken.</summary>
    public static Scenario Budgets(string set) => new(
        "list, budgets by label",
        set,
        TrialOf,
        (trial, budget) => ListJob.RunAsync(trial, budget, LabelBudgetsOf(trial.Sample)))
    {
        Measure = (trial, outcome) => Worst(trial, outcome, label => label.HasBudget
            ? Math.Max(
                label.MaxError is { } error ? Ratio(label.ErrorAtMost, error) : 0,
                label.MinRecall is { } recall ? Ratio(1 - label.RecallAtLeast, 1 - recall) : 0)
            : 0, (label, truth) => label.HasBudget
            ? Math.Max(
                label.MaxError is { } error ? Ratio(truth.Error, error) : 0,
                label.MinRecall is { } recall ? Ratio(1 - truth.Recall, 1 - recall) : 0)
            : 0),
    };

    /// <summary>No budgets by label. Over budget is a job of which any line of the table of labels is untrue.</summary>
    public static Scenario Lines(string set) => new("list, all labels together", set, TrialOf, (trial, budget) => ListJob.RunAsync(trial, budget))
    {
        Measure = (trial, outcome) => Worst(
            trial, outcome, _ => 1, (label, truth) => truth.Wrong > label.WrongRowsAtMost || truth.Missed > label.MissedRowsAtMost ? 2 : 0),
    };

    /// <summary>At most 2 % of the largest label's rows wrong, at least 90 % of the second largest's found, at most 5 % of the third's wrong.</summary>
    public static LabelBudget[] LabelBudgetsOf(Sample sample)
    {
        var labels = Enumerable.Range(0, sample.Rows.Length).CountBy(row => sample.Set.Labels[sample.Text(row)])
            .OrderByDescending(label => label.Value).ThenBy(label => label.Key).Select(label => sample.Set.Question.Labels[label.Key].Name)
            .Take(3).ToArray();
        return [new(labels[0], MaxError: 0.02), new(labels[1], MinRecall: 0.9), new(labels[2], MaxError: 0.05)];
    }

    private static Trial TrialOf(LabelledSet set, ulong seed) => new(Sample.Draw(set, seed, ListSize.Of(seed)), seed, RunOptions.Default);

    private static double Ratio(double share, double allowed) => share <= 0 ? 0 : allowed <= 0 ? double.PositiveInfinity : (share / allowed) - 1e-9;

    private static (double Limit, double Bound, double Difference) Worst(
        Trial trial,
        MethodOutcome outcome,
        Func<LabelCertificate, double> bound,
        Func<LabelCertificate, LabelTruth, double> difference)
    {
        var labels = outcome.Certificate!.Labels;
        return (1, labels.Max(bound), labels.Select((label, index) => difference(label, LabelTruth.Of(trial, outcome.Output, index))).Max());
    }
}
