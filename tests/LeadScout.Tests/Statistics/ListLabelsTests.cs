using LeadScout.Statistics;
using Xunit;

namespace LeadScout.Tests.Statistics;

/// <summary>What is proven label by label about labels that a list had.</summary>
public sealed partial class ListLabelsTests
{
    private static readonly long[] Rows = [2, 1, 1, 3];
    private static readonly int[] Given = [0, 1, 0, -1];

    /// <summary>Every order of draws, with its exact probability, for every assignment of right labels, or none, to four units.</summary>
    [Theory]
    [InlineData(0.5, false)]
    [InlineData(0.8, false)]
    [InlineData(0.5, true)]
    [InlineData(0.8, true)]
    public void Over_all_samples_no_bound_and_no_verdict_is_mistaken_more_often_than_promised(double alpha, bool withBudgets)
    {
        LabelLimit[] limits = withBudgets ? [LabelLimit.MaxError(0, 0.3), LabelLimit.MinRecall(0, 0.7), LabelLimit.MinRecall(1, 0.6)] : [];
        double most = 0;
        for (int truth = 0; truth < 81; truth++)
        {
            int[] right = [(truth % 3) - 1, (truth / 3 % 3) - 1, (truth / 9 % 3) - 1, (truth / 27) - 1];
            var (broken, refuted) = Mistaken(right, limits, alpha, [], 1);
            Assert.InRange(broken, 0, alpha + 1e-9);
            Assert.InRange(refuted, 0, alpha + 1e-9);
            most = Math.Max(most, broken + refuted);
        }

        Assert.True(most > 0 || !withBudgets, "Nothing is ever claimed.");
    }

    [Fact]
    public void Once_every_row_is_judged_all_is_known()
    {
        int[] given = [0, 0, 0, 0, 1, 1, 1, 2, 2, -1];
        int[] right = [0, 0, 1, 2, 1, 1, 0, 2, 1, 1];
        var labels = new ListLabels(3, given, Ones(10), [LabelLimit.MaxError(0, 0.4), LabelLimit.MinRecall(1, 0.5)], new ErrorBudget(0.02, 0.95));
        Run(labels, given, right, 1, () => false);

        Assert.Equal([(2L, 1L), (1L, 3L), (1L, 1L)], Enumerable.Range(0, 3).Select(label => (labels.Bounds(label).MostWrong, labels.Bounds(label).MostMissed)));
        Assert.Equal([(false, true), (false, true)], labels.Evidence.Goals.Select(goal => (goal.Holds, goal.IsRefuted))); // 2 of 4 wrong, 2 of 5 found
        Assert.Equal([4L, 3L, 2L], Enumerable.Range(0, 3).Select(label => labels.Bounds(label).Rows));
    }

    [Fact]
    public void A_row_that_nobody_can_answer_may_be_wrong_and_may_be_missed()
    {
        int[] given = [0, 0, 1, 1];
        var labels = new ListLabels(2, given, Ones(4), [LabelLimit.MinRecall(0, 0.9)], new ErrorBudget(0.02, 0.95));
        Run(labels, given, [0, 0, 1, -1], 1, () => false);

        Assert.Equal((0L, 1L, 1L, 0L), (labels.Bounds(0).MostWrong, labels.Bounds(0).MostMissed, labels.Bounds(1).MostWrong, labels.Bounds(1).MostMissed));
        Assert.Equal((false, false), (labels.Evidence.Goals[0].Holds, labels.Evidence.Goals[0].IsRefuted));
    }

    [Theory]
    [InlineData(0.0, true, 400)]
    [InlineData(0.3, false, 100)]
    public void A_budget_of_a_large_label_is_proven_or_refuted_by_few_draws(double wrong, bool holds, int most)
    {
        int[] given = [.. Enumerable.Range(0, 20_000).Select(unit => unit % 2)];
        int[] right = [.. given.Select((label, unit) => unit < wrong * 20_000 ? 1 - label : label)];
        var labels = new ListLabels(2, given, Ones(20_000), [LabelLimit.MaxError(0, 0.05), LabelLimit.MinRecall(0, 0.9)], new ErrorBudget(0.02, 0.95));

        int draws = Run(labels, given, right, 7, () => labels.IsDecided);

        Assert.All(labels.Evidence.Goals, goal => Assert.Equal((holds, !holds), (goal.Holds, goal.IsRefuted)));
        Assert.InRange(draws, 10, most);
    }

    [Fact]
    public void A_list_without_budgets_by_label_is_asked_about_as_if_nothing_was_said_of_labels()
    {
        int[] given = [.. Enumerable.Range(0, 3_000).Select(unit => unit % 3)];
        var budget = new ErrorBudget(0.02, 0.95);
        var (plain, labelled) = (
            new ListAudit(Ones(3_000), 1, budget, 3), new ListAudit(Ones(3_000), 1, budget, 3, [new ListLabels(3, given, Ones(3_000), [], budget)]));
        while (!plain.IsDecided)
        {
            int unit = plain.Draw();
            Assert.Equal(unit, labelled.Draw());
            bool wrong = unit % 200 == 0;
            plain.Reveal(unit, [wrong]);
            labelled.Reveal(unit, [wrong], wrong ? (given[unit] + 1) % 3 : given[unit]);
            Assert.Equal((plain.IsDecided, plain.ExpectedAudits), (labelled.IsDecided, labelled.ExpectedAudits));
        }
    }

    private static long[] Ones(int count) => [.. Enumerable.Repeat(1L, count)];

    private static int Run(ListLabels labels, int[] given, int[] right, ulong seed, Func<bool> isOver)
    {
        var random = new Random((int)seed);
        int[] order = [.. Enumerable.Range(0, given.Length)];
        random.Shuffle(order);
        int draws = 0;
        foreach (int unit in order.TakeWhile(_ => !isOver()))
        {
            var drawn = ((long)(given.Length - draws), labels.Left());
            labels.Take(unit);
            labels.Count(unit, right[unit], drawn);
            draws++;
        }

        return draws;
    }

    /// <summary>How probable it is that an upper bound or a proof has been, or will be, false, and a refutation.</summary>
    private static (double Broken, double Refuted) Mistaken(int[] right, LabelLimit[] limits, double alpha, int[] drawn, double probability)
    {
        var labels = new ListLabels(2, Given, Rows, limits, new ErrorBudget(0.5, 1 - alpha));
        long left = Rows.Sum();
        var (broken, refuted) = (false, false);
        foreach (int unit in drawn)
        {
            var at = (left, labels.Left());
            labels.Take(unit);
            labels.Count(unit, right[unit], at);
            left -= Rows[unit];
            broken |= Enumerable.Range(0, 2).Any(label => IsBroken(labels, label, right));
            broken |= labels.Evidence.Goals.Any(goal => goal.Holds && !IsKept(goal.Limit, right));
            refuted |= labels.Evidence.Goals.Any(goal => goal.IsRefuted && IsKept(goal.Limit, right));
        }

        if (left == 0 || (broken && refuted))
        {
            return (broken ? probability : 0, refuted ? probability : 0);
        }

        var sum = (Broken: broken ? probability : 0, Refuted: refuted ? probability : 0);
        foreach (int unit in Enumerable.Range(0, Rows.Length).Except(drawn))
        {
            var (later, earlier) = Mistaken(right, limits, alpha, [.. drawn, unit], probability * Rows[unit] / left);
            sum = (broken ? sum.Broken : sum.Broken + later, refuted ? sum.Refuted : sum.Refuted + earlier);
        }

        return sum;
    }

    private static bool IsBroken(ListLabels labels, int label, int[] right)
    {
        var bounds = labels.Bounds(label);
        var (wrong, missed, given) = Truth(label, right);
        double recall = LabelBounds.Recall(given, wrong, missed);
        return bounds.MostWrong < wrong || bounds.MostMissed < missed || bounds.RecallAtLeast(given) > recall + 1e-9;
    }

    private static bool IsKept(LabelLimit limit, int[] right)
    {
        var (wrong, missed, given) = Truth(limit.Label, right);
        return limit.IsRecall
            ? LabelBounds.Recall(given, wrong, missed) >= limit.Share - 1e-9
            : wrong <= limit.Share * given + 1e-9;
    }

    private static (long Wrong, long Missed, long Given) Truth(int label, int[] right)
    {
        var (wrong, missed, given) = (0L, 0L, 0L);
        for (int unit = 0; unit < right.Length; unit++)
        {
            given += Given[unit] == label ? Rows[unit] : 0;
            wrong += Given[unit] == label && right[unit] >= 0 && right[unit] != label ? Rows[unit] : 0;
            missed += Given[unit] != label && right[unit] == label ? Rows[unit] : 0;
        }

        return (wrong, missed, given);
    }
}
