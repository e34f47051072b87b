using LeadScout.Statistics;
using Xunit;

namespace LeadScout.Tests.Statistics;

/// <summary>What is proven label by label about a list of three labels, as it was when the first lists were audited so.</summary>
public sealed class RecordedLabelsTests
{
    private static readonly int[] Given = [.. Enumerable.Range(0, 600).Select(unit => unit % 50 == 0 ? -1 : unit % 3)];
    private static readonly int[] Right = [.. Given.Select((given, unit) => unit % 11 == 0 ? (unit / 11 % 4) - 1 : given < 0 ? 2 : given)];
    private static readonly long[] Rows = [.. Given.Select((_, unit) => 1L + (unit % 2))];
    private static readonly ErrorBudget Budget = new(0.05, 0.9);
    private static readonly LabelLimit[] Limits = [LabelLimit.MaxError(0, 0.2), LabelLimit.MinRecall(0, 0.7), LabelLimit.MinRecall(1, 0.95), LabelLimit.MaxError(2, 0.02)];

    [Fact]
    public void With_budgets_by_label()
    {
        var (labels, audit) = Audited(Limits, 0);
        Assert.Equal([682.963195, 682.963195, 682.963195], new[] { audit.ExpectedAudits, audit.ExpectedAuditsAt(0.1), labels.ExpectedAudits }.Select(Rounded));

        (labels, audit) = Audited(Limits, 100);
        Assert.Equal([(42, 66, 25, 0, 1, 235, 0.816649), (87, 53, 38, 2, 1, 251, 0.808861), (78, 116, 36, 4, 2, 248, 0.652695)], Bounds(labels));
        Assert.Equal(
            [(42, 0, 59, 0, 0, 0.864865), (66457, 2000, 126857, 0, 0, 0.927291), (53999, 1104, 15578, 3.917354, 3.769009, 1.306624), (78, 3, 5, 9.096952, 0, 1.632653)],
            Goals(labels));
        Assert.Equal((741, 3978, false), (labels.ExpectedAudits, audit.ExpectedAudits, labels.IsDecided));

        (labels, audit) = Audited(Limits, 200);
        Assert.Equal([(40, 65, 57, 4, 7, 231, 0.809945), (69, 37, 70, 6, 2, 257, 0.870315), (63, 93, 71, 9, 5, 249, 0.714724)], Bounds(labels));
        Assert.Equal(
            [(40, 5, 59, 0, 0, 1.474654), (69457, 16140, 126857, 0, 0, 2.208668), (37482, 2416, 15578, 3.662743, 3.33714, 1.790385), (63, 9, 5, 10.291346, 0, 2.251082)],
            Goals(labels));
        Assert.Equal([(true, false), (true, false), (false, false), (false, true)], labels.Evidence.Goals.Select(goal => (goal.Holds, goal.IsRefuted)));
        Assert.Equal((246.579962, 246.579962, false), (Rounded(labels.ExpectedAudits), Rounded(audit.ExpectedAudits), labels.IsDecided));
    }

    [Fact]
    public void Without_budgets_by_label()
    {
        var (labels, audit) = Audited([], 0);
        Assert.Equal((66, 119, 0, true), (audit.ExpectedAudits, audit.ExpectedAuditsAt(0.1), labels.ExpectedAudits, labels.IsDecided));

        (labels, _) = Audited([], 100);
        Assert.Equal([(51, 62, 25, 0, 1, 150, 0.798046), (71, 46, 38, 2, 1, 160, 0.830258), (93, 94, 36, 4, 2, 158, 0.683502)], Bounds(labels));
        Assert.Equal([(296, 253, 3), (296, 237, 2), (296, 240, 1)], Enumerable.Range(0, 3).Select(label => (labels.Evidence.Rows(label), labels.Evidence.Unjudged(label), labels.Evidence.UnknownElsewhere(label))));
        Assert.Null(labels.Bounds(0).Together);
    }

    [Fact]
    public void Of_a_students_labels_what_is_found_is_corrected()
    {
        var evidence = new LabelEvidence([30, 20, 0], [5, 0, 1], [LabelLimit.MinRecall(1, 0.5)], 0.1, 10);
        evidence.Count(new LabelledAnswer(0, 1, 4, null));
        evidence.Count(new LabelledAnswer(1, -1, 2, null));
        evidence.Know(2, 7);

        Assert.Equal([31L, 22, 8], Enumerable.Range(0, 3).Select(evidence.Rows)); // 5 + 30 - 4, 20 - 2 + 4, 1 + 7
        Assert.Equal([26L, 18, 0], Enumerable.Range(0, 3).Select(evidence.Unjudged));
        Assert.Equal([0L, 0, 0], Enumerable.Range(0, 3).Select(evidence.UnknownElsewhere));
        Assert.Equal([(26L, 18L), (18, 26), (0, 44)], Enumerable.Range(0, 3).Select(label => (evidence.Bounds(label).MostWrong, evidence.Bounds(label).MostMissed)));
        Assert.Equal((0L, (long?)null), (evidence.Goals[0].LeastWrong, evidence.Bounds(0).Together?.Most));
        Assert.Equal(new RecallBound(26_000 + 18_000, 1000, 1000), evidence.Bounds(1).Together);
        Assert.Equal(0.9 * 0.1 / 4, LabelEvidence.AlphaOf(4, 0.1), 1e-15);
    }

    private static (ListLabels Labels, ListAudit Audit) Audited(LabelLimit[] limits, int draws)
    {
        var labels = new ListLabels(3, Given, Rows, limits, Budget);
        var audit = new ListAudit(Rows, 1, Budget, 4, [labels]);
        for (var i = 0; i < draws; i++)
        {
            var unit = audit.Draw();
            audit.Reveal(unit, [Given[unit] != Right[unit]], Right[unit]);
        }

        return (labels, audit);
    }

    private static IEnumerable<(long, long, int, int, int, int?, double)> Bounds(ListLabels labels) => Enumerable.Range(0, 3).Select(labels.Bounds)
        .Select(of => (of.MostWrong, of.MostMissed, of.Audits, of.AuditErrors, of.MissedFound, of.AsksToKnow, Rounded(of.RecallAtLeast(of.Rows))));

    private static IEnumerable<(long, long, long, double, double, double)> Goals(ListLabels labels) => labels.Evidence.Goals
        .Select(goal => (goal.MostWrong, goal.LeastWrong, goal.Allowed, Rounded(goal.MissingEvidence(0)), Rounded(goal.MissingEvidence(2000)), Rounded(goal.Claim.RiskFactor)));

    private static double Rounded(double number) => Math.Round(number, 6);
}
