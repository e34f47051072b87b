using LeadScout.ActiveLearning;
using LeadScout.Statistics;
using LeadScout.Tests.Fakes;
using Xunit;

namespace LeadScout.Tests.ActiveLearning;

/// <summary>
/// An adversary who knows risks, weights and labels leaves too many wrong where it looks safest, or riskiest. How often is any label's
/// bound broken, or any budget by label certified all the same? Slack: 60 runs at 10 % give at most 14 with probability above 0.999.
/// </summary>
public sealed class LabelValidityTests
{
    private const int Runs = 60;
    private const int MostFalse = 14;
    private static readonly ErrorBudget Budget = new(0.05, 0.9);

    [Theory]
    [InlineData(0.06, 1, true)]
    [InlineData(0.06, 1, false)]
    [InlineData(0.10, 20, true)]
    [InlineData(0.30, 1, true)]
    public void All_bounds_of_all_labels_hold_together_at_every_moment_as_often_as_promised(double wrong, int heaviest, bool safe) =>
        Assert.InRange(Enumerable.Range(0, Runs).Count(run => BreaksABound(LabelledPopulation.Of(160, run, wrong, heaviest, safe), run)), 0, MostFalse);

    [Theory]
    [InlineData(0.055, 1, true, 0)]
    [InlineData(0.055, 1, false, 0)]
    [InlineData(0.055, 15, true, 0)]
    [InlineData(0.08, 1, true, 25)]
    public void Budgets_by_label_are_falsely_certified_as_rarely_as_promised(double wrong, int heaviest, bool safe, int lag) =>
        Assert.InRange(Enumerable.Range(0, Runs).Count(run => IsFalse(LabelledPopulation.Of(160, run, wrong, heaviest, safe), run, lag)), 0, MostFalse);

    private static bool BreaksABound(LabelledPopulation population, int run)
    {
        var auditor = population.Auditor(Budget, (ulong)run);
        while (auditor.CanDraw)
        {
            int text = auditor.DrawAudit();
            auditor.Reveal(text, population.True[text]);
            for (int label = 0; label < population.Labels; label++)
            {
                var bounds = auditor.Labels!.Bounds(label);
                var (given, actual, missed) = population.Count(label, auditor.IsPlanned);
                if (actual > bounds.MostWrong || missed > bounds.MostMissed
                    || LabelBounds.Recall(given, actual, missed) < bounds.RecallAtLeast(given) - 1e-9)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsFalse(LabelledPopulation population, int run, int lag)
    {
        LabelLimit[] limits = [LabelLimit.MaxError(1, 0.05), LabelLimit.MinRecall(1, 0.95), LabelLimit.MaxError(0, 0.05)];
        var auditor = population.Auditor(Budget, (ulong)run, limits);
        var waiting = new Queue<int>();
        var answered = new HashSet<int>();
        for (int step = 0; !auditor.AllHold; step++)
        {
            if (auditor.CanDraw)
            {
                waiting.Enqueue(step % 4 == 3 ? Outright(auditor, population, step) : auditor.DrawAudit());
            }

            if (waiting.Count > lag || !auditor.CanDraw)
            {
                int text = waiting.Dequeue();
                answered.Add(text);
                auditor.Reveal(text, population.True[text]);
            }
        }

        return limits.Any(limit =>
        {
            var (given, wrong, missed) = population.Count(limit.Label, answered.Contains);
            return limit.IsRecall ? LabelBounds.Recall(given, wrong, missed) < limit.Share - 1e-9 : wrong > limit.Share * given;
        });
    }

    /// <summary>The text that looks safest, after the risks of the rest were turned upside down.</summary>
    private static int Outright(Auditor auditor, LabelledPopulation population, int step)
    {
        auditor.Reassess([.. population.Risks.Select(risk => step % 2 == 0 ? risk : 0.5 - risk)]);
        int text = Enumerable.Range(0, population.Risks.Length).Where(i => !auditor.IsPlanned(i)).MinBy(i => population.Risks[i]);
        auditor.AskOutright(text);
        return text;
    }
}
