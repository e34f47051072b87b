using LeadScout.Statistics;
using Xunit;

namespace LeadScout.Tests.Statistics;

/// <summary>How often a verdict on one label is false, over many lists.</summary>
public sealed partial class ListLabelsTests
{
    /// <summary>
    /// Just too many rows wrong or missed, or just as many as allowed, each label by budgets of both kinds, the list's own errors elsewhere.
    /// 200 runs at 10 %: more than 20 + 3.3 standard deviations = 34 with a false verdict come up with a probability below 0.001.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void False_verdicts_on_budgets_by_label_are_as_rare_as_promised(bool tooMany)
    {
        int mistaken = Enumerable.Range(0, 200).Count(run =>
        {
            LabelLimit[] limits = [LabelLimit.MaxError(0, 0.1), LabelLimit.MinRecall(1, 0.8)];
            var (given, right) = Limiting(tooMany);
            var labels = new ListLabels(3, given, Ones(given.Length), limits, new ErrorBudget(0.1, 0.9));
            bool isMistaken = false;
            Run(labels, given, right, (ulong)run, () => isMistaken |= labels.Evidence.Goals.Any(goal => tooMany ? goal.Holds : goal.IsRefuted));
            return isMistaken;
        });
        Assert.InRange(mistaken, 0, 34);
    }

    /// <summary>Label 0: 10 % of 200 rows may be wrong. Label 1: 80 % of those that should have it must have it.</summary>
    private static (int[] Given, int[] Right) Limiting(bool tooMany)
    {
        int[] given = [.. Enumerable.Range(0, 400).Select(unit => unit < 200 ? 0 : unit < 300 ? 1 : 2)];
        int[] right = [.. given];
        Array.Fill(right, 2, 0, tooMany ? 21 : 20);
        Array.Fill(right, 1, 300, tooMany ? 26 : 25); // 100 of 125 are found
        return (given, right);
    }
}
